using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Avis;

/// <summary>What the pages of the web survey share: the language, from the address, else from the browser.</summary>
internal abstract class SurveyPage : PageModel
{
    /// <summary>The language that the address asks for.</summary>
    [BindProperty(SupportsGet = true, Name = "langue")]
    public string? Asked { get; set; }

    /// <summary>What the page itself says.</summary>
    public SurveyWords Words { get; private set; } = SurveyWords.Of(null);

    /// <summary>Where the survey takes place, above everything; null before that is chosen.</summary>
    public virtual string? Place => null;

    /// <summary>The languages that can be chosen, each with its address.</summary>
    public IEnumerable<(SurveyWords Words, string Address)> Languages => Offered.Select(code => (SurveyWords.Of(code), $"{Request.Path}?langue={code}"));

    /// <summary>Codes of the languages in which everything is there.</summary>
    protected virtual IReadOnlyList<string> Offered => SurveyWords.Codes;

    /// <summary>The site of an address; whoever copies that from a poster need not mind its case.</summary>
    protected static Site? Find(Catalogue catalogue, string code) => catalogue.Sites.FirstOrDefault(site => site.Code.Equals(code, StringComparison.OrdinalIgnoreCase));

    /// <summary>Settles the language, and says what it hangs on.</summary>
    /// <param name="asked">The language asked for in so many words.</param>
    protected void Speak(string? asked)
    {
        Words = SurveyWords.Of(asked is not null && Offered.Contains(asked) ? asked : SurveyWords.Choose(Request.Headers.AcceptLanguage, Offered));
        Response.Headers.ContentLanguage = Words.Code;
        Response.Headers.Vary = "Accept-Language";
    }
}
