internal import Crypto
public import Foundation
public import HTML

/// Style sheets, scripts and pictures: read once at the start, kept in memory, served under names that change with their
/// content, so that browsers may keep them for ever.
public struct Assets: Sendable {
    struct File: Sendable {
        let bytes: [UInt8]
        let type: String
    }

    /// By the path after `/a/`.
    private let files: [String: File]
    let version: String

    static let template: PathTemplate = "/a/{version}/{name}"

    /// - Parameter folder: holds `look/*.css` (one sheet in the order of their names), `js/*.js`, `*.svg`.
    public init(folder: URL) throws {
        func names(_ part: String, _ ending: String) throws -> [String] {
            let path = part.isEmpty ? folder : folder.appendingPathComponent(part)
            return try FileManager.default.contentsOfDirectory(atPath: path.path).filter { $0.hasSuffix(ending) }.sorted()
        }
        func read(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appendingPathComponent(path))) }

        var files: [String: File] = [:]
        let sheet = try names("look", ".css").map { try read("look/" + $0) }.joined(separator: [UInt8(ascii: "\n")])
        files["look.css"] = File(bytes: Self.squeeze(sheet), type: "text/css; charset=utf-8")
        for name in try names("js", ".js") { files[name] = File(bytes: Self.bare(try read("js/" + name)), type: "text/javascript; charset=utf-8") }
        for name in try names("", ".svg") { files[name] = File(bytes: try read(name), type: "image/svg+xml") }
        for hue in 0..<360 {
            files["theme-\(hue).css"] = File(bytes: Array(Theme(hue: hue).styleSheet.utf8), type: "text/css; charset=utf-8")
        }
        // One version for all: scripts import each other by relative names.
        var digest = SHA256()
        for name in files.keys.sorted() { digest.update(data: Array(name.utf8) + files[name]!.bytes) }
        version = digest.finalize().prefix(6).map { String(format: "%02x", $0) }.joined()
        self.files = files
    }

    func file(_ name: String) -> File? { files[name] }

    public func path(_ name: String) -> HTML.Path { Self.template.path(version, name) }
    public func theme(hue: Int) -> HTML.Path { path("theme-\(hue).css") }

    /// A script without lines that are only a comment, and without indentation; no script of ours has a text over several lines.
    private static func bare(_ script: [UInt8]) -> [UInt8] {
        Array(
            String(decoding: script, as: UTF8.self).replacing(#/(?m)^\s*(?:\/\/.*|\/\*\*.*\*\/)\n/#, with: "").replacing(#/(?m)^[ \t]+/#, with: "")
                .utf8)
    }

    /// A style sheet without comments and white space that means nothing: a seventh less for phones on the hall's network.
    private static func squeeze(_ sheet: some Sequence<UInt8>) -> [UInt8] {
        let text = String(decoding: Array(sheet), as: UTF8.self)
        let squeezed =
            text
            .replacing(#/\/\*[\s\S]*?\*\//#, with: "").replacing(#/\s+/#, with: " ")
            .replacing(#/ ?([{};,>]) ?/#) { String($0.1) }.replacing(": ", with: ":").replacing(";}", with: "}")
        return Array(squeezed.utf8)
    }
}
