using QualiPref.EndToEnd.Tests.Systems;
using static QualiPref.EndToEnd.Tests.Access.ValidBodies;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>The calls of questionnaires and waves.</summary>
internal sealed class ValidQuestionnaireCalls(RunningSystem system, Dictionary<(string Call, string? When), ValidCall> calls) : CallTable(system.Api, calls)
{
    private const string Surveys = "/api/surveys/v1";

    private int _waves;

    /// <summary>Writes them into the table.</summary>
    public void Add()
    {
        IReadOnlyList<string> all = ["*"];
        var drafts = $"{Surveys}/questionnaire-drafts";
        Get($"{Surveys}/questionnaires", $"{Surveys}/questionnaires");
        Get($"{Surveys}/sites/{{site}}/questionnaire", $"{Surveys}/sites/{Person.Own}/questionnaire");
        Get(drafts, $"{drafts}?pageSize=1");
        Add("POST", drafts, null, None, () => Made(HttpMethod.Post, drafts, Questionnaire));
        Add("GET", $"{drafts}/{{id:guid}}", null, None, async () => await Made(HttpMethod.Get, $"{drafts}/{await DraftAsync()}"));
        Add("GET", $"{drafts}/{{id:guid}}/check", null, None, async () => await Made(HttpMethod.Get, $"{drafts}/{await DraftAsync()}/check"));
        Add("PUT", $"{drafts}/{{id:guid}}", null, None, async () => await Made(HttpMethod.Put, $"{drafts}/{await DraftAsync()}", Questionnaire, "\"1\""));
        Add("POST", $"{drafts}/{{id:guid}}/publish", null, all, async () => await Made(HttpMethod.Post, $"{drafts}/{await DraftAsync()}/publish", ifMatch: "\"1\""));
        Add("POST", $"{Surveys}/questionnaires/{{code}}/versions/{{version:int}}/withdraw", null, all, async () =>
        {
            var published = await system.Api.SendAsync(HttpMethod.Post, $"{drafts}/{await DraftAsync()}/publish", "admin", ifMatch: "\"1\"");
            return await Made(HttpMethod.Post, $"{Surveys}/questionnaires/essai/versions/{published.Body!.Value.GetProperty("version")}/withdraw", Reason);
        });
        Get($"{Surveys}/waves", $"{Surveys}/waves?site={Person.Own}", Own);
        Add("GET", $"{Surveys}/waves/{{code}}", null, Own, async () =>
        {
            var code = Guid.NewGuid();
            await SentAsync(HttpMethod.Put, $"{Surveys}/waves/{code}", NextWave());
            return await Made(HttpMethod.Get, $"{Surveys}/waves/{code}");
        });
        Add("PUT", $"{Surveys}/waves/{{code}}", null, Own, () => Made(HttpMethod.Put, $"{Surveys}/waves/{Guid.NewGuid()}", NextWave()));
        Add("POST", $"{Surveys}/waves/{{code}}/end", null, Own, async () =>
        {
            var code = Guid.NewGuid();
            await SentAsync(HttpMethod.Put, $"{Surveys}/waves/{code}", NextWave());
            return await Made(HttpMethod.Post, $"{Surveys}/waves/{code}/end", Reason, "\"1\"");
        });

        async Task<string> DraftAsync() => (await SentAsync(HttpMethod.Post, drafts, Questionnaire)).GetProperty("id").GetString()!;

        // No two of them share a day.
        object NextWave() => Wave(DateOnly.FromDateTime(Now.UtcDateTime).AddDays(10 + Interlocked.Increment(ref _waves)));
    }
}
