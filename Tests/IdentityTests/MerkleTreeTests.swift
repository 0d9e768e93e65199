import Testing

@testable import Identity

@Suite struct MerkleTreeTests {
    private static let leaves = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ]

    private func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(String(hex.dropFirst($0).prefix(2)), radix: 16) }
    }

    /// The roots that logs of Certificate Transparency, where this tree comes from, test themselves with.
    @Test(arguments: [
        (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        (4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ])
    func rootsAreThoseOfRFC6962(_ count: Int, _ root: String) {
        #expect(MerkleTree.root(Self.leaves.prefix(count).map(bytes)) == bytes(root))
    }

    @Test func everyLeafAndTheirOrderMatter() {
        let root = MerkleTree.root(Self.leaves.map(bytes))
        for index in Self.leaves.indices {
            var changed = Self.leaves.map(bytes)
            changed[index].append(1)
            #expect(MerkleTree.root(changed) != root)
            changed.remove(at: index)
            #expect(MerkleTree.root(changed) != root)
        }
        #expect(MerkleTree.root(Self.leaves.reversed().map(bytes)) != root)
    }
}
