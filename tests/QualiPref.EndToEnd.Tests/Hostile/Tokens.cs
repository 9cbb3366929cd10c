using System.Text;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Platform.Identity;
using QualiPref.Synthetic.Sending;
using QualiPref.Testing;
using Caller = QualiPref.Synthetic.Sending.Caller;

namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>
/// The tokens of every role, one of a single site, one of a kiosk, and what looks like one, signed by keys that may not say so too. Each sender has a kiosk of its own: what a kiosk says of its clocks counts in the order in
/// which it says so.
/// </summary>
internal sealed class Tokens
{
    private readonly Dictionary<string, Token> _byRole = [];
    private Token[] _all = [];
    private string[] _pretended = [];

    public static Token None { get; } = new("(none)", null, Caller.Public, null);

    public KioskIdentity Kiosk { get; private set; } = null!;

    public static async Task<Tokens> TakeAsync(RunningSystem system, int sender, CancellationToken cancellation)
    {
        var label = $"Borne malmenée {sender}";
        var tokens = new Tokens();
        foreach (var role in (string[])["agent", "handler", "quality", "admin"])
            tokens._byRole[role] = new Token(role, system.Identities.Staff(role).ToString(), Caller.Staff, null, role);
        await system.Identities.EnrolAsync("91-EVRY", label, cancellation);
        tokens.Kiosk = system.Identities.Kiosks.Single(kiosk => kiosk.Label == label);
        tokens._byRole["kiosk"] = new Token("kiosk", $"Bearer {tokens.Kiosk.AccessToken}", Caller.Kiosk, tokens.Kiosk.Site, "kiosk") { Kiosk = tokens.Kiosk };
        var ofOneSite = SampleToken.Sign(system.Keys, ["handler"], ["91-ETAMPES"], "Agent d'un site");
        tokens._pretended =
        [
            SampleToken.Sign(system.Keys, [Roles.Admin], ["*"], signer: "portal"), SampleToken.Sign(system.Keys, [Roles.Admin], ["*"], signer: "complaints"),
            SampleToken.OfPerson(system.Keys, TimeSpan.FromHours(8), new HeldRole(Roles.Admin, ["*"])),
        ];
        tokens._all = [.. tokens._byRole.Values, None, new Token("handler of 91-ETAMPES", $"Bearer {ofOneSite}", Caller.Staff, "91-ETAMPES", "handler")];
        return tokens;
    }

    /// <summary>The token that opens a call.</summary>
    public Token Of(PublicCall call) => call.Role is null or PublicCall.Session or PublicCall.LeavingSession ? None : _byRole[call.Role];

    /// <summary>The token of somebody else, or none.</summary>
    public Token Another(Random random) => random.Pick(_all);

    /// <summary>What looks like a token and is none: the server must take its bearer for nobody.</summary>
    public string Garbled(Random random)
    {
        var token = random.Pick(_all).Header ?? "Bearer ";
        var at = token.Length / 2;
        return random.Next(9) switch
        {
            0 => token[..at],
            1 => token[..at] + (token.Length > at && token[at] == 'A' ? 'B' : 'A') + token[Math.Min(token.Length, at + 1)..] + "A",
            2 => "Bearer",
            3 => "Basic YWRtaW46YWRtaW4=",
            4 => "Bearer " + Base64Url("""{"alg":"none","typ":"JWT"}""") + "." + Base64Url("""{"iss":"qualipref","aud":"qualipref","roles":["admin"],"sites":["*"],"exp":4102444800}""") + ".",
            5 => "Bearer " + Base64Url("""{"alg":"HS256","kid":"../../dev/null","jku":"http://127.0.0.1:1/"}""") + "." + Base64Url("""{"roles":"admin"}""") + ".AAAA",
            6 => "Bearer " + random.Pick(_pretended),
            7 => "Bearer " + new string('a', random.Next(1, 9_000)),
            _ => "Bearer " + Base64Url(random.Pick(HostileValues.Texts)) + "." + Base64Url(random.Pick(HostileValues.Json)) + ".",
        };
    }

    private static string Base64Url(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
