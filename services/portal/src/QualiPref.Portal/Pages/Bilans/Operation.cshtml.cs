using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Bilans;

/// <summary>How far a freezing or a verification is, and what became of it.</summary>
[BindProperties(SupportsGet = true)]
internal sealed class OperationModel(ReportingClient reporting, Catalogue catalogue) : PortalPage
{
    // What the service answers when the edition waits for somebody.
    internal const string NotBuilt = "QP-REPORTING-014";

    private const string EverySeconds = "5";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public Guid Operation { get; set; }

    /// <summary>The report that is frozen.</summary>
    public Guid? Bilan { get; set; }

    /// <summary>The edition that is verified.</summary>
    public Guid? Edition { get; set; }

    /// <summary>The person asked for a page that loads itself again; nobody else gets one.</summary>
    public bool Suivre { get; set; }

    internal LongOperation State { get; private set; } = null!;

    internal Verification? Verification { get; private set; }

    internal ServiceProblem? Problem { get; private set; }

    internal IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames();

    internal string What => Edition is null ? "Arrêt de l'édition" : "Vérification de l'édition";

    internal string Start => Edition is null ? $"/bilans/{Bilan}" : $"/bilans/editions/{Edition}";

    /// <summary>Rows that can be declared, with the reasons still to be given.</summary>
    internal IReadOnlyList<DeclaredRow> Open =>
        [.. (Problem?.Open ?? []).Select(row => new DeclaredRow(row.Source, row.Site, row.Month, row.Pending, null))];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        State = await reporting.ReadOperationAsync(Operation, cancellationToken);
        Problem = State.Problem?.ToProblem(0) is { } problem ? ArretModel.InWords(problem) : null;
        if (State.Status == "running" && Suivre) Response.Headers["Refresh"] = EverySeconds;
        if (State.Status != "succeeded" || State.Result is not { ValueKind: JsonValueKind.Object } result) return Page();
        if (Edition is null) return LocalRedirect($"/bilans/editions/{result.Deserialize<FrozenEdition>(Json)!.Frozen}");
        Verification = result.Deserialize<Verification>(Json);
        return Page();
    }

    internal string AddressOf(bool follows) => $"/bilans/operations/{Operation}"
        + QueryText.Of(("bilan", Bilan?.ToString()), ("edition", Edition?.ToString()), ("suivre", follows ? "true" : null));
}
