/// What a browser calls itself, in a few words by which its owner knows it: "Firefox · Android". The same in every language.
enum DeviceName {
    /// The first that fits: browsers name each other, too.
    private static let browsers = [
        ("SamsungBrowser", "Samsung Internet"), ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"),
        ("Chrome", "Chrome"), ("Safari", "Safari"),
    ]
    private static let systems = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "Chromebook"), ("Mac", "Mac"),
        ("Linux", "Linux"),
    ]

    /// Nil when nothing in it is known.
    static func of(userAgent: String) -> String? {
        let parts = [browsers, systems].compactMap { names in names.first { userAgent.contains($0.0) }?.1 }
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }
}
