using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Questionnaires;

/// <summary>A page with the form of a wave.</summary>
internal abstract class WavePage(QuestionnairesClient questionnaires, Catalogue catalogue) : PortalPage
{
    [BindProperty]
    public WaveForm Wave { get; set; } = new();

    [TempData]
    public string? Done { get; set; }

    internal IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames(Caller.Of(HttpContext));

    internal IReadOnlyList<KeyValuePair<string, string>> Versions { get; private set; } = [];

    protected QuestionnairesClient Client => questionnaires;

    internal string NamesOf(IEnumerable<string> sites) => string.Join(", ", sites.Select(site => catalogue.SiteNames().NameOf(site)));

    protected async Task ReadVersionsAsync(CancellationToken cancellationToken) =>
        Versions = QuestionnaireWords.Choices((await questionnaires.ListAsync(cancellationToken)).Where(version => version.WithdrawnAt is null));

    protected override string? LabelOf(string field) => WaveForm.LabelOf(field);
}
