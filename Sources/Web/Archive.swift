internal import CArchive
internal import Foundation

public import struct Foundation.Date

/// Several files in one, to take along.
public enum Archive {
    public struct Problem: Error {}

    /// - Parameter files: each with a name that no other has.
    public static func zip(_ files: [(name: String, bytes: [UInt8])], at date: Date) throws -> [UInt8] {
        // Text gets smaller; what does not grows by less than this.
        let capacity = files.reduce(4096) { $0 + $1.bytes.count + $1.bytes.count / 100 + 1024 }
        let names = files.map { Array($0.name.utf8CString) }
        let zip = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            count = withAll(files.map(\.bytes), names) { entries in
                mitreden_zip(entries, entries.count, Int64(date.timeIntervalSince1970), buffer.baseAddress, capacity)
            }
        }
        if zip.isEmpty { throw Problem() }
        return zip
    }

    /// Keeps all buffers in place while `body` runs.
    private static func withAll(_ contents: [[UInt8]], _ names: [[CChar]], _ body: ([mitreden_file]) -> Int) -> Int {
        func next(_ index: Int, _ entries: [mitreden_file]) -> Int {
            guard index < contents.count else { return body(entries) }
            return names[index].withUnsafeBufferPointer { name in
                contents[index].withUnsafeBufferPointer { bytes in
                    next(index + 1, entries + [mitreden_file(name: name.baseAddress, bytes: bytes.baseAddress, length: bytes.count)])
                }
            }
        }
        return next(0, [])
    }
}
