//! Closed code lists: enums with one spelling each.

/// Defines a closed list of codes as an enum with `ALL`, `as_str`, `meaning` and `parse`. Strings die at the boundary.
#[macro_export]
macro_rules! code_list {
    ($(#[$meta:meta])* $name:ident: $($variant:ident = $text:literal: $doc:literal),+ $(,)?) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $(#[doc = $doc] $variant),+ }
        impl $name {
            /// All members, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// The one spelling.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
            /// What it means, in a few words.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $($name::$variant => $doc),+ }
            }
            /// From the one spelling.
            #[must_use]
            pub fn parse(text: &str) -> Option<$name> {
                match text { $($text => Some($name::$variant),)+ _ => None }
            }
        }
    };
}
