using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Avis;

/// <summary>Where the visit was: one link a site.</summary>
internal sealed class IndexModel(Catalogue catalogue) : SurveyPage
{
    public IEnumerable<Network> Networks => catalogue.Networks.Where(network => network.Sites.Count > 0);

    public string NameOf(string site) => catalogue.SiteName(site);

    public void OnGet() => Speak(Asked);
}
