internal import Foundation

/// The colours of a council's pages, computed from its one hue.
///
/// Lightness and chroma are given in OKLCH (Björn Ottosson, "A perceptual color space for image processing", 2020),
/// where they mean the same for every hue; so a council can choose any hue and every pair keeps its contrast.
/// `ThemeTests` measures all pairs for all 360 hues against WCAG 2.2.
public struct Theme: Sendable {
    public struct Color: Sendable, Hashable {
        let red: Double
        let green: Double
        let blue: Double

        /// Lightness 0…1, chroma, hue in degrees. Colours outside sRGB lose chroma until they fit.
        init(_ lightness: Double, _ chroma: Double, _ hue: Double) {
            var chroma = chroma
            while true {
                let linear = Self.linear(lightness, chroma, hue)
                if chroma <= 0 || linear.allSatisfy({ (-0.0005...1.0005).contains($0) }) {
                    let encoded = linear.map { Self.encode(min(1, max(0, $0))) }
                    (red, green, blue) = (encoded[0], encoded[1], encoded[2])
                    return
                }
                chroma -= 0.002
            }
        }

        private static func linear(_ lightness: Double, _ chroma: Double, _ hue: Double) -> [Double] {
            let a = chroma * cos(hue * .pi / 180)
            let b = chroma * sin(hue * .pi / 180)
            let l = pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3)
            let m = pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3)
            let s = pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3)
            return [
                4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
                -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
                -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
            ]
        }

        private static func encode(_ value: Double) -> Double {
            let encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * pow(value, 1 / 2.4) - 0.055
            return (encoded * 255).rounded() / 255
        }

        /// As in CSS: `#rrggbb`.
        public var hex: String { "#" + [red, green, blue].map { String(format: "%02x", Int($0 * 255 + 0.5)) }.joined() }

        /// WCAG 2.2, "relative luminance".
        private var luminance: Double {
            let parts = [red, green, blue].map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        }

        /// WCAG 2.2, "contrast ratio".
        public func contrast(with other: Color) -> Double {
            let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
            return (light + 0.05) / (dark + 0.05)
        }
    }

    public let light: [String: Color]
    public let dark: [String: Color]

    public init(hue: Int) {
        let own = Double(hue)
        // The warmth of the paper is the same for every council.
        let warmth = 82.0
        var light: [String: Color] = [:]
        var dark: [String: Color] = [:]
        func set(_ name: String, _ l: (Double, Double, Double), _ d: (Double, Double, Double)) {
            light[name] = Color(l.0 / 100, l.1, l.2)
            dark[name] = Color(d.0 / 100, d.1, d.2)
        }
        set("ink", (24, 0.03, own), (94, 0.012, warmth))
        set("ink-soft", (42, 0.03, own), (80, 0.016, warmth))
        set("paper", (97.4, 0.011, warmth), (18, 0.016, own))
        set("card", (99.6, 0.003, warmth), (23, 0.02, own))
        set("line", (89.5, 0.016, warmth), (34, 0.022, own))
        set("line-strong", (57, 0.02, own), (63, 0.025, own))
        set("brand", (41, 0.095, own), (82, 0.09, own))
        set("brand-ink", (99, 0.01, own), (20, 0.04, own))
        set("brand-soft", (94, 0.03, own), (31, 0.05, own))
        set("brand-soft-ink", (30, 0.06, own), (93, 0.03, own))
        set("stage", (37, 0.085, own), (31, 0.06, own))
        set("stage-ink", (98, 0.012, warmth), (96, 0.012, warmth))
        set("warm", (82, 0.135, 76), (82, 0.125, 78))
        set("warm-ink", (26, 0.05, 60), (24, 0.045, 60))
        set("warm-soft", (95, 0.045, 82), (30, 0.042, 72))
        set("warm-soft-ink", (31, 0.06, 62), (93, 0.04, 84))
        set("good", (42, 0.11, 152), (83, 0.12, 152))
        set("good-soft", (95, 0.04, 152), (29, 0.045, 152))
        set("bad", (44, 0.15, 27), (83, 0.09, 27))
        set("bad-soft", (95.5, 0.025, 27), (29.5, 0.055, 27))
        set("focus", (48, 0.2, 264), (84, 0.12, 230))
        for (index, hue) in [252.0, 27, 150, 312, 58, 195, 352, 105].enumerated() {
            set("s\(index + 1)", (43, 0.125, hue), (82, 0.1, hue))
        }
        self.light = light
        self.dark = dark
    }

    /// The style sheet with the custom properties. On paper the light one always holds.
    public var styleSheet: String {
        func properties(_ colors: [String: Color]) -> String {
            colors.sorted { $0.key < $1.key }.map { "--\($0.key): \($0.value.hex);" }.joined(separator: " ")
        }
        return """
            :root { color-scheme: light dark; \(properties(light)) }
            @media screen and (prefers-color-scheme: dark) { :root { \(properties(dark)) } }
            :root[data-scheme=dark] { color-scheme: dark; \(properties(dark)) }
            """
    }
}
