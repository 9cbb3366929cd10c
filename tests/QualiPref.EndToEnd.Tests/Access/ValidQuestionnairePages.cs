using QualiPref.EndToEnd.Tests.Systems;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>The pages of questionnaires and waves. Drafts are of no site; whoever publishes answers for all.</summary>
internal sealed class ValidQuestionnairePages(RunningSystem system, List<PageAt> pages) : PageTable(pages)
{
    private const string Surveys = "/api/surveys/v1";

    /// <summary>Writes them into the table.</summary>
    public async Task AddAsync()
    {
        const string One = "/questionnaires/{id:guid}", Waves = "/questionnaires/vagues";
        async Task<string> DraftAsync() => Done(await system.Api.SendAsync(HttpMethod.Post, $"{Surveys}/questionnaire-drafts", "admin", ValidBodies.Questionnaire)).GetProperty("id").GetString()!;
        var draft = await DraftAsync();
        foreach (var (path, address) in ((string, string)[])
        [
            ("/questionnaires", "/questionnaires"), (One, $"/questionnaires/{draft}"), ($"{One}/questions/{{number}}", $"/questionnaires/{draft}/questions/0"),
            ($"{One}/apercu", $"/questionnaires/{draft}/apercu"), ("/questionnaires/versions/{code}/{version}", "/questionnaires/versions/accueil-general/1"), (Waves, Waves),
        ])
        {
            Add(path, address, null, []);
        }
        var (day, wave) = (RunningSystem.Today.AddYears(2), $"vague-{Guid.NewGuid()}");
        async Task<string> WaveAsync(int days) => Done(await system.Api.SendAsync(
            HttpMethod.Put, $"{Surveys}/waves/{wave}-{days}", "admin", ValidBodies.Wave(day.AddDays(days)))).GetProperty("code").GetString()!;
        Add($"{Waves}/{{code}}", $"{Waves}/{await WaveAsync(0)}", ($"GET `{Surveys}/waves/{{code}}`", null), Own, "Vague d'essai");
        AddOwnForm("/questionnaires", "/questionnaires", [("Cle", $"{Guid.NewGuid()}"), ("Code", "essai")]);
        AddOwnForm(One, $"/questionnaires/{await DraftAsync()}", [("Revision", "1"), ("code", "essai"), ("languages", "fr"), ("title.fr", "Essai"), ("introduction.fr", "Anonyme")]);
        AddOwnForm(One, $"/questionnaires/{await DraftAsync()}?handler=Add", [("Revision", "1"), ("kind", "text")]);
        AddOwnForm(One, $"/questionnaires/{await DraftAsync()}?handler=Arrange", [("Revision", "1"), ("question", "0"), ("step", "remove")]);
        AddOwnForm($"{One}/questions/{{number}}", $"/questionnaires/{await DraftAsync()}/questions/0", [("Revision", "1"), ("code", "accueil"), ("module", "accueil-general"), ("commitment", "E8"), ("texts.fr", "Content ?")]);
        AddForm(One, $"/questionnaires/{await DraftAsync()}?handler=Publish", $"{Surveys}/questionnaire-drafts/{{id:guid}}/publish", Everywhere, [("Revision", "1")]);
        var published = Done(await system.Api.SendAsync(HttpMethod.Post, $"{Surveys}/questionnaire-drafts/{draft}/publish", "admin", ifMatch: "\"1\"")).GetProperty("version").GetInt32();
        AddForm("/questionnaires/versions/{code}/{version}", $"/questionnaires/versions/essai/{published}", $"{Surveys}/questionnaires/{{code}}/versions/{{version:int}}/withdraw", Everywhere, [("Reason", "Essai")]);
        (string, string)[] fields =
        [
            ("Wave.Title", "Vague d'essai"), ("Wave.Questionnaire", "accueil-general/1"), ("Wave.Sites", Person.Own), ("Wave.First", $"{day.AddDays(9):yyyy-MM-dd}"),
            ("Wave.Last", $"{day.AddDays(9):yyyy-MM-dd}"), ("Wave.Method", "quota"),
        ];
        AddForm(Waves, Waves, $"{Surveys}/waves/{{code}}", Own, [("Code", $"{wave}-9"), .. fields], method: "PUT");
        AddForm($"{Waves}/{{code}}", $"{Waves}/{await WaveAsync(1)}", $"{Surveys}/waves/{{code}}", Own, [("Etag", "\"1\""), .. fields.Take(3), ("Wave.First", $"{day.AddDays(1):yyyy-MM-dd}"), ("Wave.Last", $"{day.AddDays(1):yyyy-MM-dd}"), ("Wave.Method", "quota")], method: "PUT");
        AddForm($"{Waves}/{{code}}", $"{Waves}/{await WaveAsync(2)}?handler=End", $"{Surveys}/waves/{{code}}/end", Own, [("Etag", "\"1\""), ("Reason", "Essai")]);
    }
}
