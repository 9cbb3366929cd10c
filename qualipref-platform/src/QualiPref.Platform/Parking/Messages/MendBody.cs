using System.Text;
using QualiPref.Platform.Http;

namespace QualiPref.Platform.Parking.Messages;

/// <summary>What mending a message takes: <c>{ "content": "…", "isBase64": false, "contentType": "…", "reason": "…" }</c>.</summary>
/// <param name="Body">The new body.</param>
/// <param name="ContentType">What it says to be; null to leave that as it is.</param>
/// <param name="Reason">Why.</param>
internal sealed record MendBody(byte[] Body, string? ContentType, string Reason)
{
    private const int LongestReason = 500, LongestType = 200;

    /// <summary>Reads it.</summary>
    /// <exception cref="ProblemException">What is wrong with it.</exception>
    public static MendBody Read(JsonFields fields)
    {
        var content = fields.Text("content", MessageContent.Most, required: true);
        var isBase64 = fields.Flag("isBase64") ?? false;
        var type = fields.Text("contentType", LongestType);
        var reason = fields.Text("reason", LongestReason, required: true);
        fields.RefuseUnknown();
        var body = content is null ? null : isBase64 ? Decoded(content) : Encoding.UTF8.GetBytes(content);
        if (content is not null && body is null) fields.Refuse("content", "Du base64 est attendu.", "Base64 is expected.");
        fields.Errors.ThrowIfAny();
        return new MendBody(body!, type, reason!);
    }

    private static byte[]? Decoded(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
