using System.Text.Json;
using QualiPref.Platform.Http;

namespace QualiPref.Portal.Shell;

/// <summary>
/// What a browser says that it refused of a page, in words of ours alone: whatever else stands in a report, addresses, parameters and text, may be about a
/// person, and anybody may send one.
/// </summary>
/// <param name="Directive">The part of the policy that refused it.</param>
/// <param name="Refused">What kind of thing it was.</param>
/// <param name="Address">Where it was refused; only to find the page.</param>
internal readonly record struct BrowserReport(string Directive, string Refused, string Address)
{
    private const string Other = "other";

    private static readonly HashSet<string> Directives = new(StringComparer.Ordinal)
    {
        "base-uri", "connect-src", "default-src", "font-src", "form-action", "frame-ancestors", "frame-src", "img-src", "manifest-src", "media-src", "object-src",
        "require-trusted-types-for", "script-src", "script-src-attr", "script-src-elem", "style-src", "style-src-attr", "style-src-elem", "trusted-types", "worker-src",
    };

    private static readonly HashSet<string> Kinds = new(StringComparer.Ordinal) { "eval", "inline", "trusted-types-policy", "trusted-types-sink", "wasm-eval" };

    /// <summary>Reads a report; null where the body is none.</summary>
    public static BrowserReport? Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("csp-report", out var report)) return null;
        var address = Text(report, "document-uri");
        return new BrowserReport(Directives.TryGetValue(Text(report, "effective-directive"), out var known) ? known : Other, KindOf(Text(report, "blocked-uri"), address), address);
    }

    private static string KindOf(string blocked, string document)
    {
        if (Kinds.TryGetValue(blocked, out var kind)) return kind;
        if (!Uri.TryCreate(blocked, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) return Other;
        return Uri.TryCreate(document, UriKind.Absolute, out var page) && page.Authority == address.Authority ? "own address" : "foreign address";
    }

    private static string Text(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) ? JsonFields.TextOf(value) ?? "" : "";
}
