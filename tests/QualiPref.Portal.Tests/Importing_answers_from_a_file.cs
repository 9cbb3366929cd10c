using System.Text;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheDesk.Name)]
public sealed class Importing_answers_from_a_file(PortalSystem system)
{
    private static readonly string Day = $"{SiteCalendar.Today.AddDays(-1):yyyy-MM-dd}";

    [Fact]
    public async Task A_mended_file_counts_what_was_mended_alone_pasted_or_uploaded_and_whoever_gives_no_name_is_asked_for_one()
    {
        var page = await system.SignInAsync("agent", "/saisie/import");
        // Nobody else's of that name: tests share the ledger.
        var lot = $"Urne du hall {Guid.NewGuid():N}";
        var wrong = $"site;date;global\n47-AGEN;{Day};satisfait\n47-AGEN;{Day};satisfait\n47-AGEN;{Day};bof\n";
        await PasteAsync(page, "", wrong);
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#Lot");
        await Assertions.Expect(page.Locator("#Lot-erreur")).ToContainTextAsync("donnez un nom de lot");

        await PasteAsync(page, lot, wrong);
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("2\u00A0lignes comptées");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("1\u00A0ligne refusée");
        await Assertions.Expect(page.Locator("td[data-label='Résultat']")).ToHaveTextAsync("Refusée");
        await Assertions.Expect(page.GetByLabel("Nom du lot")).ToHaveValueAsync(lot);
        await Accessibility.HoldsAtEveryWidthAsync(page, "import repris");

        await page.GetByLabel("Nom du lot").FillAsync($"  {lot.ToUpperInvariant()} ");
        await page.GetByLabel("Fichier CSV").SetInputFilesAsync(new FilePayload
        {
            Name = "releve.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes(wrong.Replace("bof", "peu-satisfait", StringComparison.Ordinal).ReplaceLineEndings("\r\n")),
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Importer" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("1\u00A0ligne comptée");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("2\u00A0lignes déjà enregistrées, ne comptent qu'une fois");
    }

    private static async Task PasteAsync(IPage page, string lot, string lines)
    {
        await page.GetByLabel("Nom du lot").FillAsync(lot);
        if (!await page.GetByLabel("Lignes du fichier").IsVisibleAsync()) await page.Locator("summary", new() { HasText = "Ou coller" }).ClickAsync();
        await page.GetByLabel("Lignes du fichier").FillAsync(lines);
        await page.GetByRole(AriaRole.Button, new() { Name = "Importer" }).ClickAsync();
    }
}
