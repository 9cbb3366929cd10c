using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Pages.Avis;

/// <summary>What a site answered to comments, for everybody to read.</summary>
internal sealed class ReponsesModel(CommentsClient comments, Catalogue catalogue) : SurveyPage
{
    public Site Site { get; private set; } = null!;

    /// <summary>Null while they cannot be fetched.</summary>
    public IReadOnlyList<PublishedReply>? Replies { get; private set; }

    public override string Place => Site.Name;

    public async Task<IActionResult> OnGetAsync(string site, CancellationToken cancellationToken)
    {
        if (Find(catalogue, site) is not { } found) return NotFound();
        Site = found;
        Speak(Asked);
        try
        {
            Replies = await comments.ListRepliesAsync(found.Code, cancellationToken);
        }
        catch (ServiceAwayException)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        return Page();
    }

    /// <summary>A month in the language of the page.</summary>
    public string Say(DateOnly month) => month.ToString("y", CultureInfo.GetCultureInfo(Words.Code == "ar" ? "ar-MA" : Words.Code));
}
