//! The ontology: PLOVER's event types, modes, contexts and quads, with their intensities.

use sayso_document::code_list;

code_list!(
    /// What kind of act an event is.
    EventType:
    Agree = "AGREE": "Says it will cooperate later.",
    Consult = "CONSULT": "A meeting, visit or talk that takes place.",
    Support = "SUPPORT": "Praise, endorsement, recognition, signing; no goods change hands.",
    Concede = "CONCEDE": "Gives way in words.",
    Cooperate = "COOPERATE": "An exchange that serves both sides.",
    Aid = "AID": "Gives something that serves the receiver.",
    Retreat = "RETREAT": "Gives way in deed.",
    Request = "REQUEST": "Asks, demands or orders, without a threat.",
    Accuse = "ACCUSE": "Blames or looks into wrongdoing.",
    Reject = "REJECT": "Says no.",
    Threaten = "THREATEN": "Warns of harm to come.",
    Protest = "PROTEST": "Civilians act together in public dissent.",
    Sanction = "SANCTION": "Cuts existing or normal relations.",
    Mobilize = "MOBILIZE": "Readies or shows force without using it.",
    Coerce = "COERCE": "Power used against someone, short of violence.",
    Assault = "ASSAULT": "A deliberate act that can badly hurt people.",
);

code_list!(
    /// How an act is done. One word may be a mode of several types (see [`EventType::modes`]).
    Mode:
    Visit = "visit": "One side goes to the other.",
    ThirdParty = "third-party": "On neutral ground or hosted by another.",
    Multilateral = "multilateral": "Inside a bloc or organisation.",
    Phone = "phone": "Remote.",
    Withdraw = "withdraw": "Leaves territory; takes self or own resources out.",
    Release = "release": "Frees captives.",
    Disarm = "disarm": "Gives up arms.",
    Ceasefire = "ceasefire": "Puts a truce into effect.",
    Access = "access": "Lets in monitors, peacekeepers, aid.",
    Resign = "resign": "Leaves office.",
    Assist = "assist": "Help or relations.",
    Change = "change": "Policy, leader or institutions changed.",
    Yield = "yield": "A concession: release, lifting, truce.",
    Meet = "meet": "Talks.",
    Disapprove = "disapprove": "Condemns, complains.",
    Investigate = "investigate": "Opens or runs an inquiry.",
    Allege = "allege": "Accuses, sues, charges, tries.",
    Restrict = "restrict": "Movement, goods, parties, rights; bans.",
    Arrest = "arrest": "Detention.",
    Relations = "relations": "Breaking ties or talks.",
    Expel = "expel": "Throws out of a body or country.",
    Territory = "territory": "Seizure of land.",
    Violence = "violence": "Force.",
    Demo = "demo": "Mostly peaceful rally.",
    Riot = "riot": "Intent to hurt or wreck.",
    Strike = "strike": "Work is stopped.",
    Hunger = "hunger": "Food is refused.",
    Boycott = "boycott": "Custom is withdrawn.",
    Obstruct = "obstruct": "Access is blocked.",
    Vandalize = "vandalize": "Symbolic damage.",
    Convict = "convict": "Found guilty or liable by a court.",
    Discontinue = "discontinue": "Ties, trade or aid cut, economic sanctions included.",
    Troops = "troops": "Units.",
    Weapons = "weapons": "Systems, ships, tests.",
    Police = "police": "Security units.",
    Militia = "militia": "Non-state armed group.",
    Seize = "seize": "Raid, search, confiscation.",
    Censor = "censor": "Information suppressed.",
    Curfew = "curfew": "Curfew.",
    MartialLaw = "martial-law": "Emergency rule.",
    Deport = "deport": "A person is expelled.",
    Withhold = "withhold": "Power, network, water or food cut.",
    Misinformation = "misinformation": "Deception campaign.",
    Cyber = "cyber": "Hacking.",
    Abduct = "abduct": "Kidnapping, hijacking, capture.",
    Beat = "beat": "Fists, blows.",
    Torture = "torture": "Torture.",
    Sexual = "sexual": "Sexual violence.",
    Targeted = "targeted": "Assassination, execution, killing of the defenceless.",
    Destroy = "destroy": "Property wrecked on purpose.",
    Primitive = "primitive": "Knives, fire, stones.",
    Firearms = "firearms": "Firearms.",
    Explosives = "explosives": "Mines, planted and car bombs.",
    SuicideAttack = "suicide-attack": "Attack in which the attacker dies.",
    Aerial = "aerial": "Manned aircraft.",
    Drone = "drone": "Unmanned aircraft.",
    HeavyWeapons = "heavy-weapons": "Artillery, rockets, tanks.",
    CrowdControl = "crowd-control": "Tear gas, water cannon, warning shots.",
    Unconventional = "unconventional": "Chemical, biological, radiological, nuclear.",
);

code_list!(
    /// What an event is about; an event has any number.
    Context:
    Military = "military": "State forces only.",
    Intelligence = "intelligence": "State spying.",
    Executive = "executive": "Head of government, ministries.",
    Legislative = "legislative": "Parliament, coalitions.",
    Election = "election": "Polls, campaigns, observers.",
    PoliticalInstitutions = "political_institutions": "Out-of-routine change in state bodies or parties.",
    ProDemocracy = "pro_democracy": "Steps toward democracy.",
    ProAutocracy = "pro_autocracy": "Steps away from it.",
    Economic = "economic": "Trade, finance, growth, prices.",
    Legal = "legal": "Courts, law.",
    Reparations = "reparations": "Payment for past harm.",
    HumanRights = "human_rights": "Human rights in general.",
    RightsFreedoms = "rights_freedoms": "Named civil and political liberties.",
    Repression = "repression": "Security forces against mostly unarmed people.",
    HumanSecurity = "human_security": "Access to food, water, housing, energy, land.",
    Gender = "gender": "Women, equality, reproduction.",
    Lgbt = "lgbt": "Sexual minorities.",
    ReligionEthnicity = "religion_ethnicity": "Faith, ethnic, caste, language groups.",
    Inequality = "inequality": "Unequal means or chances.",
    Diplomatic = "diplomatic": "Diplomacy, domestic too.",
    Territory = "territory": "Borders, autonomy, secession.",
    Peacekeeping = "peacekeeping": "Usually multilateral missions.",
    Health = "health": "Disease, public health.",
    Asylum = "asylum": "Seeking or giving it.",
    Migration = "migration": "Migrants, refugees, displaced.",
    Disasters = "disasters": "Natural disasters and accidents.",
    NaturalResource = "natural_resource": "Extraction and trade.",
    Environment = "environment": "Pollution, climate, policy.",
    Technology = "technology": "New or high technology.",
    Terrorism = "terrorism": "Acts and counter-measures.",
    Cbrn = "cbrn": "Unconventional weapons.",
    Cyber = "cyber": "Attacks and security, as topic.",
    Misinformation = "misinformation": "Misinformation, as topic.",
    Crime = "crime": "Crime not covered by a closer context.",
    Corruption = "corruption": "Abuse of office.",
    IllegalDrugs = "illegal_drugs": "Making, selling, holding.",
    Trafficking = "trafficking": "Smuggling of people or goods.",
);

code_list!(
    /// The quadrant of cooperation and conflict, in word and deed.
    Quad:
    VerbalCooperation = "verbal cooperation": "Friendly words.",
    MaterialCooperation = "material cooperation": "Friendly deeds.",
    VerbalConflict = "verbal conflict": "Hostile words.",
    MaterialConflict = "material conflict": "Hostile deeds.",
);

/// One row of PLOVER's score table: the type, its own score, and its modes with theirs.
type Scores = (EventType, f32, &'static [(Mode, f32)]);

/// PLOVER's scores, -10 most conflictual to +10 most cooperative. The manual prints ACCUSE as +3, an evident slip.
#[rustfmt::skip]
const SCORES: [Scores; 16] = [
    (EventType::Agree, 2.5, &[]),
    (EventType::Consult, 2.5, &[
        (Mode::Visit, 4.0), (Mode::ThirdParty, 1.0), (Mode::Multilateral, 4.0), (Mode::Phone, 1.5)]),
    (EventType::Support, 5.0, &[]),
    (EventType::Concede, 4.5, &[]),
    (EventType::Cooperate, 9.5, &[]),
    (EventType::Aid, 10.0, &[]),
    (EventType::Retreat, 6.5, &[
        (Mode::Withdraw, 8.0), (Mode::Release, 6.5), (Mode::Disarm, 10.0), (Mode::Ceasefire, 7.5), (Mode::Access, 6.5),
        (Mode::Resign, 4.5)]),
    (EventType::Request, 0.0, &[
        (Mode::Assist, 0.5), (Mode::Change, -1.0), (Mode::Yield, -1.0), (Mode::Meet, 0.0)]),
    (EventType::Accuse, -3.0, &[(Mode::Disapprove, -2.0), (Mode::Investigate, -3.5), (Mode::Allege, -3.5)]),
    (EventType::Reject, -2.0, &[
        (Mode::Assist, -1.5), (Mode::Change, -2.0), (Mode::Yield, -2.0), (Mode::Meet, -2.0)]),
    (EventType::Threaten, -3.5, &[
        (Mode::Restrict, -3.0), (Mode::Arrest, -3.5), (Mode::Relations, -3.5), (Mode::Expel, -3.5),
        (Mode::Territory, -4.0), (Mode::Violence, -3.5)]),
    (EventType::Protest, -5.0, &[
        (Mode::Demo, -5.0), (Mode::Riot, -7.0), (Mode::Strike, -5.0), (Mode::Hunger, -4.5), (Mode::Boycott, -4.5),
        (Mode::Obstruct, -4.5), (Mode::Vandalize, -5.0)]),
    (EventType::Sanction, -6.0, &[
        (Mode::Convict, -6.0), (Mode::Expel, -5.5), (Mode::Withdraw, -6.0), (Mode::Discontinue, -6.0)]),
    (EventType::Mobilize, -5.5, &[
        (Mode::Troops, -6.5), (Mode::Weapons, -6.5), (Mode::Police, -5.5), (Mode::Militia, -6.0)]),
    (EventType::Coerce, -7.0, &[
        (Mode::Seize, -7.0), (Mode::Restrict, -7.0), (Mode::Censor, -6.5), (Mode::Curfew, -6.5),
        (Mode::MartialLaw, -7.5), (Mode::Arrest, -7.0), (Mode::Deport, -7.0), (Mode::Withhold, -7.0),
        (Mode::Misinformation, -6.5), (Mode::Cyber, -7.0)]),
    (EventType::Assault, -9.0, &[
        (Mode::Abduct, -8.5), (Mode::Beat, -7.5), (Mode::Torture, -8.5), (Mode::Sexual, -8.5), (Mode::Targeted, -9.5),
        (Mode::Destroy, -8.5), (Mode::Primitive, -8.0), (Mode::Firearms, -9.0), (Mode::Explosives, -9.0),
        (Mode::SuicideAttack, -9.5), (Mode::Aerial, -9.5), (Mode::Drone, -9.5), (Mode::HeavyWeapons, -9.5),
        (Mode::CrowdControl, -7.5), (Mode::Unconventional, -10.0)]),
];

impl EventType {
    /// The quadrant. (PLOVER's manual calls SANCTION material in its chapter and verbal in a table; here it is material.)
    #[must_use]
    pub fn quad(self) -> Quad {
        use EventType as T;
        match self {
            T::Agree | T::Consult | T::Support | T::Concede => Quad::VerbalCooperation,
            T::Cooperate | T::Aid | T::Retreat => Quad::MaterialCooperation,
            T::Request | T::Accuse | T::Reject | T::Threaten => Quad::VerbalConflict,
            T::Protest | T::Sanction | T::Mobilize | T::Coerce | T::Assault => Quad::MaterialConflict,
        }
    }

    /// The CAMEO code of the type as a whole, where no word tells more.
    #[must_use]
    pub fn default_cameo(self) -> &'static str {
        use EventType as T;
        match self {
            T::Agree => "030",
            T::Consult => "040",
            T::Support => "050",
            T::Cooperate => "060",
            T::Aid => "070",
            T::Concede | T::Retreat => "080",
            T::Request => "100",
            T::Accuse => "110",
            T::Reject => "120",
            T::Threaten => "130",
            T::Protest => "140",
            T::Mobilize => "150",
            T::Sanction => "160",
            T::Coerce => "170",
            T::Assault => "180",
        }
    }

    /// The modes that this type has.
    pub fn modes(self) -> impl Iterator<Item = Mode> {
        SCORES[self as usize].2.iter().map(|&(mode, _)| mode)
    }

    /// PLOVER's score of the type in this mode, -10 most conflictual to +10 most cooperative.
    #[must_use]
    pub fn intensity(self, mode: Option<Mode>) -> f32 {
        let (_, own, modes) = SCORES[self as usize];
        modes.iter().find(|&&(m, _)| Some(m) == mode).map_or(own, |&(_, score)| score)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_those_of_plover() {
        assert_eq!(EventType::ALL.len(), 16);
        assert_eq!(EventType::ALL.iter().map(|t| t.modes().count()).sum::<usize>(), 67);
        assert_eq!(Context::ALL.len(), 37);
    }

    #[test]
    fn score_rows_stand_in_the_order_of_the_types() {
        for (row, &event_type) in SCORES.iter().zip(EventType::ALL) {
            assert_eq!(row.0, event_type);
        }
    }

    #[test]
    fn intensity_falls_back_to_the_type() {
        assert_eq!(EventType::Request.intensity(Some(Mode::Assist)), 0.5);
        assert_eq!(EventType::Request.intensity(None), 0.0);
        assert_eq!(EventType::Aid.intensity(Some(Mode::Visit)), 10.0);
        assert!(
            EventType::ALL
                .iter()
                .all(|t| (t.intensity(None) < 0.0) == t.quad().as_str().ends_with("conflict")
                    || *t == EventType::Request)
        );
    }

    #[test]
    fn spellings_round_trip() {
        assert!(Mode::ALL.iter().all(|&m| Mode::parse(m.as_str()) == Some(m)));
        assert!(Context::ALL.iter().all(|&c| Context::parse(c.as_str()) == Some(c)));
        assert_eq!(Mode::parse("Drone"), None);
    }
}
