/// What somebody has looked at in the venue, so that people know before they set out.
enum VenueFact: String, Sendable, CaseIterable {
    case stepFreeEntrance = "step_free_entrance"
    case lift
    case toilet = "accessible_toilet"
    case hearingLoop = "hearing_loop"
    case quietRoom = "quiet_room"
    case parking = "reserved_parking"
}
