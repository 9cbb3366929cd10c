using QualiPref.Portal.Drafting;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;

namespace QualiPref.Portal.Pages.CourriersTypes;

/// <summary>The standard letters and paragraphs, each with where it stands with the users' committee.</summary>
internal sealed class IndexModel(LettersClient letters) : PortalPage
{
    internal ServicePage<LetterTemplate> Letters { get; private set; } = new([], null);

    internal IEnumerable<(string Title, string Id, IReadOnlyList<LetterTemplate> Letters)> Groups
    {
        get
        {
            var groups = Letters.Items.ToLookup(one => one.Use == "paragraph");
            if (groups[false].Any()) yield return ("Courriers", "courriers", [.. groups[false].OrderBy(one => one.Label, StringComparer.CurrentCulture)]);
            if (groups[true].Any()) yield return ("Paragraphes", "paragraphes", [.. groups[true].OrderBy(one => one.Label, StringComparer.CurrentCulture)]);
        }
    }

    public async Task OnGetAsync(string? cursor, CancellationToken cancellationToken) => Letters = await letters.ListAsync(cursor, cancellationToken);

    /// <summary>Names of the languages in which a letter is written.</summary>
    internal static IEnumerable<string> LanguagesOf(LetterTemplate letter) => Languages.Known.Where(one => letter.In(one) is not null).Select(Languages.Name);
}
