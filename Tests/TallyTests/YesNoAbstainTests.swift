import Tally
import Testing

@Suite struct YesNoAbstainTests {
    @Test func countsEachChoice() {
        let count = YesNoAbstain.count([.yes, .no, .yes, .abstain, .yes])
        #expect(count == YesNoAbstain.Count(yes: 3, no: 1, abstain: 1))
        #expect(count.cast == 5)
    }

    @Test(arguments: [(1, 0, 0, true), (0, 0, 0, false), (5, 5, 0, false), (6, 5, 90, true), (0, 1, 0, false)])
    func acceptsOnlyWithMoreYesThanNo(yes: Int, no: Int, abstain: Int, isAccepted: Bool) {
        #expect(YesNoAbstain.Count(yes: yes, no: no, abstain: abstain).isAccepted == isAccepted)
    }
}
