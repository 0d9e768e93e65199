/// One attribute of an element. Addresses can only be ``Path`` or ``ExternalURL``; there is no `style` and no `on…`.
public struct Attribute: Sendable {
    let name: StaticString
    /// Nil leaves the attribute out.
    let value: String?
    let isFlag: Bool

    private init(_ name: StaticString, _ value: String?, isFlag: Bool = false) {
        self.name = name
        self.value = value
        self.isFlag = isFlag
    }

    private static func flag(_ name: StaticString, _ isOn: Bool) -> Attribute { Attribute(name, isOn ? "" : nil, isFlag: true) }

    public static func `class`(_ value: String?) -> Attribute { Attribute("class", value) }
    public static func id(_ value: String?) -> Attribute { Attribute("id", value) }
    public static func lang(_ value: String?) -> Attribute { Attribute("lang", value) }
    public static func hreflang(_ value: String) -> Attribute { Attribute("hreflang", value) }
    public static func dir(_ value: String) -> Attribute { Attribute("dir", value) }
    public static func href(_ value: Path) -> Attribute { Attribute("href", value.text) }
    public static func href(_ value: ExternalURL) -> Attribute { Attribute("href", value.text) }
    public static func src(_ value: Path) -> Attribute { Attribute("src", value.text) }
    public static func action(_ value: Path) -> Attribute { Attribute("action", value.text) }
    public static func formaction(_ value: Path) -> Attribute { Attribute("formaction", value.text) }
    public static var post: Attribute { Attribute("method", "post") }
    var isPost: Bool { value == "post" && "\(name)" == "method" }
    public static func rel(_ value: String) -> Attribute { Attribute("rel", value) }
    public static func type(_ value: String) -> Attribute { Attribute("type", value) }
    public static func name(_ value: String) -> Attribute { Attribute("name", value) }
    public static func value(_ value: String?) -> Attribute { Attribute("value", value) }
    public static func content(_ value: String) -> Attribute { Attribute("content", value) }
    public static func `for`(_ value: String) -> Attribute { Attribute("for", value) }
    public static func rows(_ value: Int) -> Attribute { Attribute("rows", "\(value)") }
    public static func min(_ value: Int) -> Attribute { Attribute("min", "\(value)") }
    public static func max(_ value: Int) -> Attribute { Attribute("max", "\(value)") }
    public static func datetime(_ value: String) -> Attribute { Attribute("datetime", value) }
    public static func inputmode(_ value: String?) -> Attribute { Attribute("inputmode", value) }
    public static func autocomplete(_ value: String?) -> Attribute { Attribute("autocomplete", value) }
    public static func autocapitalize(_ value: String) -> Attribute { Attribute("autocapitalize", value) }
    public static func spellcheck(_ value: Bool) -> Attribute { Attribute("spellcheck", value ? "true" : "false") }
    public static func role(_ value: String?) -> Attribute { Attribute("role", value) }
    public static func scope(_ value: String) -> Attribute { Attribute("scope", value) }
    public static func colspan(_ value: Int) -> Attribute { Attribute("colspan", "\(value)") }
    public static func tabindex(_ value: Int) -> Attribute { Attribute("tabindex", "\(value)") }
    public static func title(_ value: String) -> Attribute { Attribute("title", value) }
    public static func label(_ value: String?) -> Attribute { Attribute("aria-label", value) }
    public static func labelledby(_ value: String) -> Attribute { Attribute("aria-labelledby", value) }
    public static func describedby(_ value: String?) -> Attribute { Attribute("aria-describedby", value) }
    public static func current(_ value: String?) -> Attribute { Attribute("aria-current", value) }
    public static func invalid(_ isOn: Bool) -> Attribute { Attribute("aria-invalid", isOn ? "true" : nil) }
    public static func live(_ value: String) -> Attribute { Attribute("aria-live", value) }
    public static var ariaHidden: Attribute { Attribute("aria-hidden", "true") }
    public static func checked(_ isOn: Bool) -> Attribute { flag("checked", isOn) }
    public static func selected(_ isOn: Bool) -> Attribute { flag("selected", isOn) }
    public static func required(_ isOn: Bool = true) -> Attribute { flag("required", isOn) }
    public static func disabled(_ isOn: Bool = true) -> Attribute { flag("disabled", isOn) }
    public static func hidden(_ isOn: Bool = true) -> Attribute { flag("hidden", isOn) }
    public static func openState(_ isOn: Bool = true) -> Attribute { flag("open", isOn) }
    public static var novalidate: Attribute { flag("novalidate", true) }
    public static func media(_ value: String) -> Attribute { Attribute("media", value) }
    public static func charset(_ value: String) -> Attribute { Attribute("charset", value) }
    /// `data-…`; the name with its prefix, as it stands in the page.
    public static func data(_ name: StaticString, _ value: String? = "") -> Attribute { Attribute(name, value, isFlag: true) }
}
