public import HTML

/// Addresses that rooms link to upwards, to rooms they do not import. Each is written here and nowhere else.
public enum WellKnownPaths {
    public static let home: PathTemplate = "/"
    /// Everybody's own starting page.
    public static let evening: PathTemplate = "/mein-abend"
    /// Who one is here, and where one is signed in.
    public static let account: PathTemplate = "/mein-konto"
    /// What is stored about oneself: to look at, take along, delete.
    public static let ownData: PathTemplate = "/meine-daten"
    /// What each role may see and do.
    public static let permissions: PathTemplate = "/rechte/uebersicht"
    /// What became of recommendations.
    public static let recommendations: PathTemplate = "/empfehlungen"
}
