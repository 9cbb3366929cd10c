using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace QualiPref.LocalProvider;

/// <summary>Tells portals that a session ended (OpenID Connect Back-Channel Logout 1.0, which OpenIddict does not have).</summary>
internal sealed partial class BackChannel(HttpClient http, ProviderSettings settings, ProviderKeys keys, TimeProvider time, ILogger<BackChannel> logger)
{
    /// <summary>A portal that is away hears nothing: it learns of it when it renews the session.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const string Event = "http://schemas.openid.net/event/backchannel-logout";

    /// <summary>A party is a client and an origin: <c>qualipref http://127.0.0.1:8080</c>.</summary>
    public static string PartyOf(string client, string redirect) => $"{client} {new Uri(redirect).GetLeftPart(UriPartial.Authority)}";

    public Task TellAsync(ProviderSession session, string subject) => Task.WhenAll(session.Parties.Select(party => TellAsync(session.Id, subject, party.Split(' '))));

    private async Task TellAsync(string session, string subject, string[] party)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("logout_token", TokenFor(party[0], session, subject))]);
        try
        {
            using var answer = await http.PostAsync(new Uri(party[1] + Clients.BackChannelPath), form);
            if (!answer.IsSuccessStatusCode) LogUntold(party[1], (int)answer.StatusCode);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            LogUntold(party[1], 0);
        }
    }

    private string TokenFor(string client, string session, string subject)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = settings.Address.AbsoluteUri,
            Audience = client,
            IssuedAt = now,
            Expires = now.AddMinutes(2),
            TokenType = "logout+jwt",
            Claims = new Dictionary<string, object>
            {
                ["jti"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
                ["sub"] = subject,
                ["sid"] = session,
                ["events"] = new Dictionary<string, object> { [Event] = JsonSerializer.SerializeToElement(new { }) },
            },
            SigningCredentials = new SigningCredentials(keys.Signing, SecurityAlgorithms.EcdsaSha256),
        });
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "{Origin} was not told that a session ended: it answered {Status}, or nothing (0).")]
    private partial void LogUntold(string origin, int status);
}
