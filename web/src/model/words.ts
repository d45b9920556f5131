/** A record as a sentence that a person would say: who did what to whom, what became of it, on whose word. */
import { denialWords } from './labels';
import type { Mention, Rec, Speaker } from './record';

/** An act as a verb: past, bare, the word before what it is done to, and what stands there if nothing is named. */
type Verb = [past: string, base: string, to: string];

const VERBS: Record<string, Verb> = {
  AGREE: ['agreed', 'agree', 'with'],
  CONSULT: ['held talks', 'hold talks', 'with'],
  'CONSULT visit': ['visited', 'visit', ''],
  'CONSULT third-party': ['mediated', 'mediate', 'between'],
  'CONSULT phone': ['spoke by telephone', 'speak by telephone', 'with'],
  SUPPORT: ['backed', 'back', ''],
  CONCEDE: ['gave way', 'give way', 'to'],
  COOPERATE: ['cooperated', 'cooperate', 'with'],
  AID: ['gave aid', 'give aid', 'to'],
  RETREAT: ['eased its hold', 'ease its hold', 'on'],
  'RETREAT withdraw': ['withdrew', 'withdraw', 'from'],
  'RETREAT release': ['released', 'release', ''],
  'RETREAT disarm': ['laid down arms', 'lay down arms', 'towards'],
  'RETREAT ceasefire': ['ceased fire', 'cease fire', 'towards'],
  'RETREAT access': ['gave access', 'give access', 'to'],
  REQUEST: ['made a demand', 'make a demand', 'of'],
  ACCUSE: ['accused', 'accuse', ''],
  'ACCUSE disapprove': ['criticised', 'criticise', ''],
  'ACCUSE investigate': ['investigated', 'investigate', ''],
  REJECT: ['turned down', 'turn down', ''],
  THREATEN: ['threatened', 'threaten', ''],
  PROTEST: ['protested', 'protest', 'against'],
  SANCTION: ['cut back relations', 'cut back relations', 'with'],
  'SANCTION expel': ['expelled', 'expel', ''],
  'SANCTION discontinue': ['cut off or penalised', 'cut off or penalise', ''],
  MOBILIZE: ['made ready for force', 'make ready for force', 'against'],
  'MOBILIZE troops': ['moved troops', 'move troops', 'towards'],
  COERCE: ['used coercion', 'use coercion', 'against'],
  'COERCE arrest': ['arrested', 'arrest', ''],
  'COERCE seize': ['seized', 'seize', ''],
  'COERCE censor': ['censored', 'censor', ''],
  'COERCE curfew': ['imposed a curfew', 'impose a curfew', 'on'],
  'COERCE deport': ['deported', 'deport', ''],
  'COERCE cyber': ['broke into the computers', 'break into the computers', 'of'],
  ASSAULT: ['attacked', 'attack', ''],
  'ASSAULT abduct': ['abducted', 'abduct', ''],
  'ASSAULT beat': ['beat', 'beat', ''],
  'ASSAULT torture': ['tortured', 'torture', ''],
  'ASSAULT destroy': ['destroyed', 'destroy', ''],
  'ASSAULT aerial': ['struck from the air', 'strike from the air', 'at'],
  'ASSAULT drone': ['struck with drones', 'strike with drones', 'at'],
  'ASSAULT firearms': ['opened fire', 'open fire', 'on'],
  'ASSAULT explosives': ['bombed', 'bomb', ''],
  'ASSAULT suicide-attack': ['made a suicide attack', 'make a suicide attack', 'on'],
  'ASSAULT heavy-weapons': ['shelled', 'shell', ''],
};

function verb(record: Pick<Rec, 'type' | 'mode'>): Verb {
  return VERBS[`${record.type} ${record.mode}`] ?? VERBS[record.type] ?? ['acted', 'act', 'towards'];
}

/** "Kenya", "Kenya and Uganda", "Kenya, Uganda and Tanzania". */
export function listed(all: string[]): string {
  const items = [...new Set(all)];
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** What an actor is called: its known name where the report's words do not say it already ("it", "the capital"). */
export function called(mention: Pick<Mention, 'text' | 'name'>): string {
  return !mention.name || mention.text.includes(mention.name) ? mention.text : mention.name;
}

function actors(mentions: Mention[], nobody: string): string {
  return mentions.length ? listed(mentions.map(called)) : nobody;
}

function object(record: Rec, to: string): string {
  const whom = listed(record.target.map(called));
  if (!whom) return to ? '' : ' somebody or something not named';
  return to ? ` ${to} ${whom}` : ` ${whom}`;
}

/** The act itself, with the status in its verb. `by` is the record of the speech act that carries it, if any. */
function clause(record: Rec, by: Rec | undefined): string {
  const [past, base, to] = verb(record);
  const who = actors(record.source, 'somebody not named');
  const does = `${base}${object(record, to)}`;
  const asker = by && by.source.length ? listed(by.source.map(called)) : '';
  const own = !asker || asker === listed(record.source.map(called)) || !record.source.length;
  switch (record.status) {
    case 'occurred':
      return `${who} ${past}${object(record, to)}`;
    case 'denied':
      return `${who} did not ${does}`;
    case 'demanded':
      return asker ? `${asker} demanded that ${who} ${does}` : `it was demanded that ${who} ${does}`;
    case 'proposed':
      return own ? `${asker || who} offered to ${does}` : `${asker} proposed that ${who} ${does}`;
    case 'possible':
      return `${who} may ${does}, or may have done so`;
    case 'planned':
      return `${who} planned to ${does}`;
    case 'refused':
      if (record.embedded_in && (!by || (asker && !own))) return `that ${who} ${does} was refused${asker ? ` by ${asker}` : ''}`;
      return `${who} refused to ${does}`;
    default:
      return `${who} ${record.status} to ${does}`;
  }
}

/** What became of it. */
export function outcome(record: Pick<Rec, 'status' | 'aspect' | 'denial' | 'speakers'>): string {
  const told = record.speakers.length ? 'said' : 'reported';
  if (record.status === 'denied') return denialWords(record.denial);
  if (record.status === 'possible') return 'not known whether it happened';
  if (record.status !== 'occurred') return 'not reported to have happened';
  const aspects: Record<string, string> = {
    ongoing: `${told} to be under way`,
    recurring: `${told} to happen again and again`,
    started: `${told} to have begun`,
    ended: `${told} to have ended`,
  };
  return aspects[record.aspect ?? ''] ?? `${told} to have happened`;
}

const STANCES: Record<string, string> = {
  asserts: 'according to',
  denies: 'denied by',
  retracts: 'taken back by',
  suggests: 'suggested by',
  doubts: 'doubted by',
};

export function speakerName(speaker: Pick<Speaker, 'text' | 'name'>): string {
  return speaker.name || speaker.text || 'a speaker who is not named';
}

/** On whose word, outermost first. */
export function onWhoseWord(speakers: Speaker[]): string {
  if (!speakers.length) return 'asserted by the report';
  const chain = speakers.map((speaker) => {
    const cue = speaker.cue.text ? ` (“${speaker.cue.text}”)` : '';
    return `${STANCES[speaker.stance] ?? `${speaker.stance}:`} ${speakerName(speaker)}${cue}`;
  });
  return `${chain.join(', ')}; not asserted by the report itself`;
}

/** The whole record in words, the report's own word for the act beside ours. */
export function inWords(record: Rec, by?: Rec): string {
  const act = clause(record, by);
  return `${act.charAt(0).toUpperCase()}${act.slice(1)} (“${record.trigger.text}”) — ${outcome(record)}; ${onWhoseWord(record.speakers)}.`;
}

/** Only the act, its status in the verb: what is not told as fact is never put in words as one. */
export function actInWords(record: Rec, by?: Rec): string {
  return clause(record, by);
}
