import Testing

@testable import Web

/// Every pair of colours that stands on a page, for every hue a council can choose, light and dark.
@Suite struct ThemeTests {
    private static let texts: [(text: String, grounds: [String])] = [
        ("ink", ["paper", "card", "brand-soft", "warm-soft", "good-soft", "bad-soft"]),
        ("ink-soft", ["paper", "card", "brand-soft", "warm-soft", "good-soft", "bad-soft"]),
        ("brand", ["paper", "card", "brand-soft", "warm-soft", "good-soft", "bad-soft"]),
        ("brand-ink", ["brand"]), ("brand-soft-ink", ["brand-soft"]), ("stage-ink", ["stage"]), ("warm-ink", ["warm"]),
        ("warm-soft-ink", ["warm-soft"]), ("good", ["card", "paper", "good-soft"]), ("bad", ["card", "paper", "bad-soft"]),
        ("card", ["good", "bad", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"]),
    ]
    private static let borders: [(text: String, grounds: [String])] = [
        ("line-strong", ["card", "paper", "brand-soft", "warm-soft", "good-soft", "bad-soft"]),
        ("focus", ["card", "paper", "brand-soft", "warm-soft", "good-soft", "bad-soft"]),
        ("warm", ["stage"]),
    ]

    @Test(arguments: Array(stride(from: 0, to: 360, by: 1)))
    func everyPairHasItsContrast(hue: Int) throws {
        let theme = Theme(hue: hue)
        for colors in [theme.light, theme.dark] {
            for (pairs, least) in [(Self.texts, 4.5), (Self.borders, 3.0)] {
                for pair in pairs {
                    for ground in pair.grounds {
                        let contrast = try #require(colors[pair.text]).contrast(with: try #require(colors[ground]))
                        #expect(contrast >= least, "\(pair.text) on \(ground) at hue \(hue): \(contrast)")
                    }
                }
            }
        }
    }

    @Test func measuresAsWCAGDoes() {
        // Black on white is 21 : 1 by definition.
        #expect(abs(Theme.Color(0, 0, 0).contrast(with: Theme.Color(1, 0, 0)) - 21) < 0.01)
        #expect(Theme.Color(1, 0, 0).hex == "#ffffff")
    }
}
