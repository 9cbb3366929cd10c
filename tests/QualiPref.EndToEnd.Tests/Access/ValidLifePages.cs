using static QualiPref.EndToEnd.Tests.Access.ValidBodies;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>The forms of a case that are no steps of it.</summary>
internal sealed class ValidLifePages(ValidCalls calls, List<PageAt> pages) : PageTable(pages)
{
    private const string Case = "/reclamations/{id:guid}", Calls = "/api/complaints/v1/complaints/{id:guid}";

    public async Task AddAsync()
    {
        AddForm(Case, $"/reclamations/{await calls.OfLives.CaseAsync("decision")}?handler=Check", $"{Calls}/checks/{{check}}", Own, [("Check", "recours"), ("CheckState", "done")], method: "PUT");
        AddForm(Case, $"/reclamations/{await calls.OfLives.CaseAsync()}?handler=Procedure", $"{Calls}/procedures/{{procedure:guid}}", Own,
            [("Procedure", $"{Guid.NewGuid()}"), ("ProcedureKind", "cada"), ("OpenedOn", $"{Now:yyyy-MM-dd}")], method: "PUT");
        AddForm(Case, $"/reclamations/{await calls.OfLives.CaseAsync()}?handler=Split", $"{Calls}/split", Own,
            [("Version", "1"), ("SecondCase", $"{Guid.NewGuid()}"), ("SecondMotive", "horaires"), ("SecondText", "Essai")]);
    }
}
