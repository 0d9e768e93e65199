internal import CQREncode
public import HTML

/// A QR code as an SVG drawing, by libqrencode.
public enum QRCode {
    /// Nil only when `text` is too long for any QR code.
    public static func drawing(_ text: String, label: String) -> TrustedHTML? {
        // Level M repairs 15 %: cards get creased, and the code stays coarse enough for old cameras.
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        var outline = ""
        for y in 0..<width {
            var x = 0
            while x < width {
                let start = x
                while x < width, code.pointee.data[y * width + x] & 1 == 1 { x += 1 }
                if x > start { outline += "M\(start + 4) \(y + 4)h\(x - start)v1h-\(x - start)z" }
                x += 1
            }
        }
        // Four modules of white around it, as ISO/IEC 18004 wants.
        let side = width + 8
        var name = Markup(capacity: 64)
        name.text(label)
        return TrustedHTML(
            drawing:
                #"<svg viewBox="0 0 \#(side) \#(side)" role="img" aria-label="\#(String(decoding: name.bytes, as: UTF8.self))" shape-rendering="crispEdges">"#
                + ##"<path fill="#fff" d="M0 0h\##(side)v\##(side)H0z"/><path fill="#000" d="\##(outline)"/></svg>"##)
    }
}
