namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>The pages of standard letters, and the forms of a case that write and deliver letters.</summary>
internal sealed class ValidLetterPages(ValidCalls calls, List<PageAt> pages) : PageTable(pages)
{
    private const string Complaints = "/api/complaints/v1", Letters = "/courriers-types", One = $"{Letters}/{{code}}", Written = $"{Letters}/modifier/{{code?}}", Case = "/reclamations/{id:guid}";

    /// <summary>Writes them into the table.</summary>
    /// <param name="file">A case of <see cref="Person.Own"/>.</param>
    /// <param name="reference">Its reference.</param>
    public async Task AddAsync(string file, string reference)
    {
        Add(Letters, Letters, null, []);
        Add(One, $"{Letters}/recours", null, []);
        // With the data of a case: of others nobody is told that it is there.
        Add(One, $"{Letters}/recours?dossier={reference}", null, Own, $"Avec les données du dossier {reference}", isNarrowed: true);
        Add(Written, $"{Letters}/modifier/recours", null, []);
        AddOwnForm(Written, $"{Letters}/modifier", [("NewCode", $"{Guid.NewGuid()}"), ("label", "Essai"), ("use", "answer"), ("subject.fr", "Essai"), ("body.fr", "Bonjour,")]);
        AddForm(Case, $"/reclamations/{file}?handler=Fill", $"{Complaints}/complaints/{{id:guid}}/letter-preview", Own,
            [("Version", "1"), ("Step", "answer"), ("modele", "recours")], method: "GET");
        AddForm(Case, $"/reclamations/{file}?handler=Write", $"{Complaints}/complaints/{{id:guid}}/letter", Own, [("NewLetter", $"{Guid.NewGuid()}"), ("LetterSubject", "Essai"), ("LetterBody", "Texte.")]);
        foreach (var handler in (string[])["Draft", "Forget"])
        {
            AddForm(Case, $"/reclamations/{file}?handler={handler}", $"{Complaints}/complaints/{{id:guid}}/drafts/{{step}}", Own, [("Step", "answer"), ("subject", "Essai")], method: "PUT");
        }
        AddForm(Case, $"/reclamations/{file}?handler=Presence", $"{Complaints}/complaints/{{id:guid}}/presence", Own, [("Open", "true")], method: "PUT");
        var (added, message) = await calls.OfDeliveries.MessageAsync();
        AddForm(Case, $"/reclamations/{added}?handler=Read", $"{Complaints}/complaints/{{id:guid}}/messages/{{message:guid}}/read", Own, [("message", message)]);
        AddForm(Case, $"/reclamations/{await calls.OfDeliveries.ReviewedAsync()}?handler=ReviewRead", $"{Complaints}/complaints/{{id:guid}}/review/read", Own, []);
        Pages.Add(new PageAt($"page `{Case}`", $"/reclamations/{await calls.OfLives.CaseAsync()}?handler=Attach", ($"POST `{Complaints}/complaints/{{id:guid}}/add-files`", null), Own)
        {
            Form = new Dictionary<string, string> { ["Version"] = "1" },
            File = ("Files", "Un texte."),
            FileName = "texte.txt",
        });
        var (promised, promise, _) = await calls.OfDeliveries.PromisedAsync();
        AddForm(Case, $"/reclamations/{promised}?handler=Settle", $"{Complaints}/complaints/{{id:guid}}/promises/{{promise:guid}}/settle", Own, [("Promise", promise), ("PromiseState", "kept")]);
        var (handed, letter, _) = await calls.OfDeliveries.LetterAsync("ToHand");
        AddForm(Case, $"/reclamations/{handed}?handler=Letter", $"{Complaints}/complaints/{{id:guid}}/letters/{{letter:guid}}/handed", Own, [("Letter", letter), ("Call", "handed")]);
        await AddDecisionAsync("Submit", isSubmitted: false);
        await AddDecisionAsync("Validate", isSubmitted: true, ("CommitteeOn", "2026-06-30"));
        await AddDecisionAsync("Withdraw", isSubmitted: false, ("Reason", "Essai"));
    }

    private async Task AddDecisionAsync(string decision, bool isSubmitted, params (string, string)[] fields) => AddForm(
        One, $"{Letters}/{await calls.OfLetters.LetterAsync(isSubmitted)}?handler={decision}",
        $"{Complaints}/letter-templates/{{code}}/versions/{{version:int}}/{decision.ToLowerInvariant()}", [],
        [("Version", "1"), ("Revision", isSubmitted ? "1" : "0"), .. fields]);
}
