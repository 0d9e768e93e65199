import Testing

@testable import Identity

@Suite struct EmailRulesTests {
    private func step(_ recent: Int, _ since: Double?, wrong: Int = 0) -> EmailRules.Step {
        EmailRules.step(EmailRules.Situation(recent: recent, minutesSinceLast: since, wrongCodesToday: wrong))
    }

    @Test func theFirstFewComeAtOnce() {
        #expect(step(0, nil) == .send(withCode: true))
        #expect(step(EmailRules.burst - 1, 0) == .send(withCode: true))
    }

    @Test func whoIsFloodedGetsOneForAllEveryFewMinutes() {
        #expect(step(EmailRules.burst, 0) == .wait(minutes: 5))
        #expect(step(100, 4) == .wait(minutes: 1))
        #expect(step(EmailRules.burst, 5) == .sendToAll)
        #expect(step(100, 5.1) == .sendToAll)
    }

    /// A stranger who tries codes gets twenty tries a day at a million, and takes nothing from whoever has the mailbox.
    @Test func whoIsGuessedAtGetsTheLinkAlone() {
        #expect(step(0, nil, wrong: EmailRules.wrongCodesADay - 1) == .send(withCode: true))
        #expect(step(0, nil, wrong: EmailRules.wrongCodesADay) == .send(withCode: false))
        #expect(step(5, 6, wrong: EmailRules.wrongCodesADay) == .sendToAll)
    }

    @Test func codesAreReadAsPeopleTypeThem() {
        #expect(EmailRules.code(typed: " 123 456 ") == "123456")
        #expect(EmailRules.code(typed: "١٢٣ ٤٥٦") == "123456")
        #expect(EmailRules.code(typed: "000-001") == "000001")
        for wrong in ["", "12345", "1234567", "12345a", "１２３４５½"] { #expect(EmailRules.code(typed: wrong) == nil) }
    }

    @Test func everyCodeHasSixDigits() {
        for _ in 0..<1000 { #expect(EmailRules.code(typed: EmailRules.code()) != nil) }
    }
}
