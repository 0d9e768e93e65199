/// Why a unit of work did not happen. Web turns each into one page.
public enum Refusal: Error, Sendable, Equatable {
    /// No council answers under this host name.
    case unknownHost
    /// The council is switched off for now.
    case suspendedTenant
    /// One has to be signed in, and is not (any more).
    case signInNeeded
    /// What is not there, and what one may not see, are the same.
    case notFound
}
