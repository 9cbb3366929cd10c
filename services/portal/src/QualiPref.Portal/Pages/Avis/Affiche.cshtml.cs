using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Posters;

namespace QualiPref.Portal.Pages.Avis;

/// <summary>The poster of a site, or its code alone, as a file. It is for walls: there is nothing in it that is not for everybody.</summary>
internal sealed class AfficheModel(Catalogue catalogue, PublicAddress address, PosterPdf pdf) : PageModel
{
    public IActionResult OnGet(string site, string document)
    {
        if (!catalogue.TryGetSite(site, out var found) || document is not ("affiche.pdf" or "affiche.svg" or "qr.svg")) return NotFound();
        if (address.OfSurvey(site, Request) is not { } survey) return StatusCode(StatusCodes.Status409Conflict);
        var title = $"Donnez votre avis, {found.Name}";
        var poster = Poster.Of(found.Name, survey);
        return document switch
        {
            "affiche.pdf" => File(pdf.Draw(poster, title), "application/pdf", $"affiche-{site}.pdf"),
            "affiche.svg" => Svg(PosterSvg.Draw(poster, title), $"affiche-{site}.svg"),
            _ => Svg(PosterSvg.Draw(poster.Code, title), $"qr-{site}.svg"),
        };
    }

    private FileContentResult Svg(string text, string name) => File(Encoding.UTF8.GetBytes(text), "image/svg+xml", name);
}
