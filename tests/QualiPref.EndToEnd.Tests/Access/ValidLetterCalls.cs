using QualiPref.EndToEnd.Tests.Systems;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>The calls of standard letters, which are of no site.</summary>
internal sealed class ValidLetterCalls(RunningSystem system, Dictionary<(string Call, string? When), ValidCall> calls) : CallTable(system.Api, calls)
{
    private const string Complaints = "/api/complaints/v1", Letters = $"{Complaints}/letter-templates", Shipped = "reponse-fondee";

    public static object Letter { get; } = new { label = "Essai", subject = "Essai", body = "Bonjour," };

    /// <summary>Writes them into the table.</summary>
    public void Add()
    {
        Get(Letters, Letters);
        Get($"{Complaints}/letter-fields", $"{Complaints}/letter-fields");
        Get($"{Letters}/{{code}}", $"{Letters}/{Shipped}");
        Get($"{Letters}/{{code}}/versions/{{version:int}}/sample", $"{Letters}/{Shipped}/versions/1/sample");
        Add("PUT", $"{Letters}/{{code}}", null, None, () => Made(HttpMethod.Put, $"{Letters}/{Guid.NewGuid()}", Letter));
        AddDecision("submit", isSubmitted: false, new { });
        AddDecision("validate", isSubmitted: true, new { committeeOn = "2026-06-30" });
        AddDecision("withdraw", isSubmitted: false, ValidBodies.Reason);
    }

    /// <summary>A new letter, before the committee or not; its code.</summary>
    public async Task<string> LetterAsync(bool isSubmitted)
    {
        var code = $"{Guid.NewGuid()}";
        await SentAsync(HttpMethod.Put, $"{Letters}/{code}", Letter);
        if (!isSubmitted) return code;
        var submitted = await system.Api.SendAsync(HttpMethod.Post, $"{Letters}/{code}/versions/1/submit", "admin", new { }, "\"0\"");
        Assert.True(submitted.Status == 200, submitted.ToString());
        return code;
    }

    // Each on a letter of its own: what one has decided another could not.
    private void AddDecision(string decision, bool isSubmitted, object body) => Add("POST", $"{Letters}/{{code}}/versions/{{version:int}}/{decision}", null, None, async () =>
        await Made(HttpMethod.Post, $"{Letters}/{await LetterAsync(isSubmitted)}/versions/1/{decision}", body, isSubmitted ? "\"1\"" : "\"0\""));
}
