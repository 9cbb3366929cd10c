using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using QualiPref.Platform.Http;
using QualiPref.Portal.Access;
using QualiPref.Portal.Settings;

namespace QualiPref.Portal.Session;

/// <summary>
/// Asks the provider who signed in. A signed answer is believed only by the provider's own key: the library that does the rest of the sign-in reads it without
/// looking at the signature. ProConnect signs always.
/// </summary>
internal sealed class UserInfoReader(Provider provider, IOptions<SignInOptions> options)
{
    private const string Signed = "application/jwt", Plain = "application/json";

    /// <summary>Who signed in.</summary>
    /// <param name="issuer">The provider's issuer.</param>
    /// <param name="subject">Whom its first word means; another one is refused.</param>
    /// <param name="accessToken">What opens the answer.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="SignInRefusedException">The answer is not to be believed.</exception>
    /// <exception cref="ProviderAwayException">There is none.</exception>
    public async Task<ExternalIdentity> ReadAsync(string issuer, string subject, string accessToken, CancellationToken cancellationToken)
    {
        var (type, text) = await provider.ReadUserInfoAsync(accessToken, cancellationToken);
        using var claims = await ParseAsync(type, text, cancellationToken);
        if (claims.RootElement.ValueKind != JsonValueKind.Object || Text(claims, "sub") != subject)
            throw new SignInRefusedException(SignInRefusal.UserInfo, "What the provider says of the person is of somebody else.");
        return new ExternalIdentity(issuer, subject, NameIn(claims))
        {
            Provider = options.Value.IsProConnect ? Demanded(claims, "idp_id") : "",
            Email = EmailIn(claims),
            EmailIsConfirmed = IsConfirmed(claims),
        };
    }

    private async Task<JsonDocument> ParseAsync(string? type, string text, CancellationToken cancellationToken)
    {
        try
        {
            if (type == Signed)
            {
                var token = await provider.JudgeAsync(text, cancellationToken, hasEnd: false);
                return JsonDocument.Parse(Base64UrlEncoder.Decode(token.EncodedPayload));
            }
            if (type == Plain && !options.Value.IsProConnect) return JsonDocument.Parse(text);
        }
        catch (Exception exception) when (exception is SecurityTokenException or ArgumentException or JsonException)
        {
            throw new SignInRefusedException(SignInRefusal.UserInfo, $"What the provider says of the person cannot be believed ({exception.GetType().Name}).");
        }
        throw new SignInRefusedException(SignInRefusal.UserInfo, options.Value.IsProConnect
            ? "What the provider says of the person is not signed." : "What the provider says of the person is in no form that is known.");
    }

    private static string NameIn(JsonDocument claims)
    {
        string?[] parts = [Name(claims, "given_name"), Name(claims, "usual_name") ?? Name(claims, "family_name")];
        var composed = string.Join(' ', parts.OfType<string>());
        return Bounded(Name(claims, "name") ?? (composed.Length > 0 ? composed : Name(claims, "preferred_username") ?? Name(claims, "email") ?? "Sans nom"));
    }

    // Histories and lists show it: what is not seen itself could change how it, or what stands beside it, is read.
    private static string? Name(JsonDocument claims, string name) =>
        string.Concat((Text(claims, name) ?? "").Where(one => char.IsWhiteSpace(one) || !IsUnseen(one))).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words
            ? string.Join(' ', words) : null;

    private static bool IsUnseen(char one) => char.GetUnicodeCategory(one) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static string Bounded(string name) => name.Length <= LongestName ? name : name[..(char.IsHighSurrogate(name[LongestName - 1]) ? LongestName - 1 : LongestName)];

    private const int LongestName = 100;

    // What is no address opens no invitation and is shown beside no name.
    private static string? EmailIn(JsonDocument claims) =>
        Text(claims, "email") is { Length: <= EmailAddresses.Longest } said && !said.Any(IsUnseen) && EmailAddresses.IsOne(said) ? said : null;

    // ProConnect says of no address whose it is, and any provider behind it can say any.
    private bool IsConfirmed(JsonDocument claims) => claims.RootElement.TryGetProperty("email_verified", out var said)
        ? said.ValueKind == JsonValueKind.True
        : options.Value.IsProConnect && options.Value.Confirms(Text(claims, "idp_id"));

    private static string Demanded(JsonDocument claims, string name) =>
        Text(claims, name) ?? throw new SignInRefusedException(SignInRefusal.UserInfo, $"The provider does not say {name}.");

    private static string? Text(JsonDocument claims, string name) =>
        claims.RootElement.TryGetProperty(name, out var value) && JsonFields.TextOf(value)?.Trim() is { Length: > 0 } text ? text : null;
}
