namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>The pages about what is held of persons.</summary>
internal sealed class ValidPrivacyPages(ValidCalls calls, List<PageAt> pages) : PageTable(pages)
{
    private const string Complaints = "/api/complaints/v1", Persons = "/confidentialite", Kept = $"{Persons}/conservation", File = "/reclamations/{id:guid}";

    /// <summary>Writes them into the table.</summary>
    /// <param name="reference">Reference of a case of <see cref="Person.Own"/>.</param>
    /// <param name="subject">Its subject.</param>
    public async Task AddAsync(string reference, string subject)
    {
        // First, since it eliminates whatever is closed by then.
        var slip = await calls.OfPrivacy.SlipAsync();
        Add(Persons, Persons, null, []);
        Add(Kept, Kept, null, []);
        Pages.Add(new PageAt($"page `{Persons}`", Persons, null, Own) { Form = new Dictionary<string, string> { ["Reference"] = reference }, Shows = subject, IsNarrowed = true });
        AddForm(Persons, $"{Persons}?handler=Export", $"{Complaints}/persons/export", Own, [("Cases", Chosen(await calls.OfPrivacy.ClosedAsync()))]);
        AddForm(Persons, $"{Persons}?handler=Erase", $"{Complaints}/complaints/{{id:guid}}/erase", Own, [("Cases", Chosen(await calls.OfPrivacy.ClosedAsync())), ("Confirmation", "EFFACER")]);
        AddForm(Kept, Kept, $"{Complaints}/retention/run", Own, [("Id", slip), ("Site", Person.Own), ("Number", "1"), ("Decision", "Essai")]);
        AddForm(File, $"/reclamations/{(await calls.OfPrivacy.ClosedAsync()).Id}?handler=Hold", $"{Complaints}/complaints/{{id:guid}}/legal-hold", Own, [("Version", "2"), ("HoldReason", "Essai")]);
        AddForm(File, $"/reclamations/{(await calls.OfPrivacy.HeldAsync()).Id}?handler=Release", $"{Complaints}/complaints/{{id:guid}}/release-legal-hold", Own, [("Version", "3"), ("HoldReason", "Essai")]);
    }

    private static string Chosen((string Id, string Etag) one) => $"{one.Id}:{one.Etag.Trim('"')}";
}
