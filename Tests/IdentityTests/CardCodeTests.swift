import Testing

@testable import Identity

@Suite struct CardCodeTests {
    @Test func readsWhatItPrints() throws {
        for _ in 0..<100 {
            let code = CardCode()
            #expect(code.groups.map(\.count) == [3, 3, 3])
            #expect(try CardCode(typed: " " + code.groups.joined(separator: "-").lowercased() + "\n") == code)
            #expect(code.text.hasSuffix(code.ending))
        }
    }

    @Test func findsEverySingleWrongCharacter() throws {
        let code = Array(CardCode().text)
        for position in code.indices {
            for other in CardCode.alphabet where other != code[position] {
                var wrong = code
                wrong[position] = other
                #expect(throws: CardCode.Mistake.check) { try CardCode(typed: String(wrong)) }
            }
        }
    }

    @Test func findsEverySwapOfNeighbours() throws {
        for _ in 0..<50 {
            let code = Array(CardCode().text)
            for position in 0..<code.count - 1 where code[position] != code[position + 1] {
                var wrong = code
                wrong.swapAt(position, position + 1)
                #expect(throws: CardCode.Mistake.check) { try CardCode(typed: String(wrong)) }
            }
        }
    }

    @Test func tellsWhichMistakeItIs() {
        #expect(throws: CardCode.Mistake.length) { try CardCode(typed: "ABC") }
        #expect(throws: CardCode.Mistake.length) { try CardCode(typed: "") }
        #expect(throws: CardCode.Mistake.character("0")) { try CardCode(typed: "0BCDEFGHJ") }
        #expect(throws: CardCode.Mistake.character("🙂")) { try CardCode(typed: "🙂") }
    }

    @Test func hasNoLookAlikes() {
        #expect(CardCode.alphabet.count == 31)
        #expect(Set(CardCode.alphabet).isDisjoint(with: "01OIL"))
    }
}

@Suite struct FailureBudgetTests {
    @Test func letsAHallMistypeAndSlowsARush() {
        #expect(FailureBudget.delay(after: 1) == .zero)
        #expect(FailureBudget.delay(after: FailureBudget.free) == .zero)
        #expect(FailureBudget.delay(after: FailureBudget.free + 1) == .milliseconds(250))
        #expect(FailureBudget.delay(after: 100_000) == .seconds(20))
    }
}
