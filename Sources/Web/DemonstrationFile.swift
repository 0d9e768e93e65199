public import Core

/// The invented data of one tenant, as in `config/demonstration/<slug>.json`. Every room builds its own part of it.
public struct DemonstrationFile: Sendable, Decodable {
    public struct Tenant: Sendable, Decodable {
        public let slug: String
        public let name: LocalizedText
        public let district: LocalizedText
        public let claim: LocalizedText
        public let hue: Int
        public let languages: [Language]
        public let words: [String: [String: String]]
        public let about: LocalizedText
        public let imprint: LocalizedText
    }

    public struct Person: Sendable, Decodable {
        public let key: String
        public let name: String
        public let roles: [Role]
    }

    public struct Conference: Sendable, Decodable {
        public enum State: String, Sendable, Decodable { case announced, live, finished }

        public struct Venue: Sendable, Decodable {
            public let name: String
            public let address: String
            public let directions: LocalizedText
            public let access: LocalizedText
        }
        public struct Offer: Sendable, Decodable {
            public let kind: String
            public let text: LocalizedText
        }
        public struct Item: Sendable, Decodable {
            public let time: String
            public let title: LocalizedText
        }
        public struct Table: Sendable, Decodable {
            public let number: Int
            public let topic: LocalizedText
            public let question: LocalizedText?
            public let languages: [Language]
            public let host: String?
            public let seats: Int
        }
        public struct Round: Sendable, Decodable {
            public let number: Int
            public let title: LocalizedText?
            public let question: LocalizedText?
            public let starts: String
            public let minutes: Int
        }
        public struct Registrations: Sendable, Decodable {
            public struct Guest: Sendable, Decodable {
                public let name: String
                public let language: String
            }
            /// Those who registered, by invented first names; for an evening that is over only their number is told.
            public var guests: [Guest] = []
            public var checkedIn = 0

            private struct Counts: Decodable { let checked_in: Int }
            public init(from decoder: any Decoder) throws {
                if let list = try? decoder.singleValueContainer().decode([Guest].self) {
                    guests = list
                } else {
                    checkedIn = try decoder.singleValueContainer().decode(Counts.self).checked_in
                }
            }
        }
        public struct Note: Sendable, Decodable {
            public let table: Int
            public let round: Int
            public let kind: String
            public let text: String
            public let language: String
            public let released: Bool?
        }
        public struct Votes: Sendable, Decodable {
            public let yes: Int
            public let no: Int
            public let abstain: Int
        }
        public struct Recommendation: Sendable, Decodable {
            public struct Council: Sendable, Decodable {
                public let date: String
                public let yes: Int?
                public let no: Int?
                public let abstain: Int?
                public let adopted: Bool
                public let note: LocalizedText?
            }
            public struct Submission: Sendable, Decodable {
                public let route: String
                public let date: String
                public let recipient: LocalizedText
                public let due: String?
            }
            public struct Paper: Sendable, Decodable {
                public struct Consultation: Sendable, Decodable {
                    public let body: LocalizedText
                    public let date: String
                    public let agenda_item: String?
                    public let result: String
                    public let text: LocalizedText?
                }
                public let reference: String
                public let url: String?
                public let date: String
                public let consultations: [Consultation]?
            }
            public struct Answer: Sendable, Decodable {
                public let date: String
                public let from: LocalizedText
                public let text: LocalizedText
                public let reference: String?
                public let due: String?
            }
            public struct Implementation: Sendable, Decodable {
                public let status: String
                public let date: String
                public let reason: LocalizedText?
            }
            public let key: String
            public let number: String?
            public let title: LocalizedText
            public let text: LocalizedText
            public let tables: [Int]
            public let notes: [Int]
            public let votes: Votes?
            public let council: Council?
            public let submission: Submission?
            public let papers: [Paper]?
            public let answer: Answer?
            public let implementation: Implementation?
        }
        public struct Poll: Sendable, Decodable {
            public enum State: String, Sendable, Decodable { case planned, open, released }
            public let title: LocalizedText
            public let voters: Int?
            public let state: State
        }

        public let slug: String
        public let short_name: String
        public let name: LocalizedText
        public let motto: LocalizedText
        public let summary: LocalizedText
        public let description: LocalizedText?
        public let date: String
        public let doors: String
        public let starts: String
        public let ends: String
        public let venue: Venue
        public let who_can_come: LocalizedText
        public let offers: [Offer]
        public let languages: [Language]
        public let capacity: Int
        public let state: State
        public let programme: [Item]
        public let tables: [Table]?
        public let rounds: [Round]?
        public let registrations: Registrations?
        public let notes: [Note]?
        public let recommendations: [Recommendation]?
        public let poll: Poll?
    }

    public let tenant: Tenant
    public let people: [Person]
    public let conferences: [Conference]
}
