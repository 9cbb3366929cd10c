using QualiPref.Local;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>Every text that somebody may come to read. The pages themselves are looked at where axe looks at them.</summary>
public sealed class What_is_said_of_letters
{
    private static readonly string[] Kinds = [".cs", ".cshtml", ".razor", ".ts", ".yaml"];

    [Fact]
    public void Nothing_is_said_to_have_been_sent_but_where_a_record_says_so()
    {
        var files = new[] { "services", Path.Combine("qualipref-platform", "src"), Path.Combine("qualipref-platform", "catalogue") }
            .SelectMany(folder => TextsIn(Path.Combine(ProjectFolder.Root, folder)))
            .ToList();
        Assert.Contains(files, file => file.EndsWith("_Receipt.cshtml", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith("words.ts", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith("accueil-general.v1.yaml", StringComparison.Ordinal));
        Assert.All(Claims.Recorded, name => Assert.NotEmpty(Claims.In(File.ReadAllText(Assert.Single(files, file => Path.GetFileName(file) == name)))));
        Assert.Empty(files.Where(file => !Claims.Recorded.Contains(Path.GetFileName(file))).SelectMany(file => Claims.In(File.ReadAllText(file)).Select(claim => $"{Path.GetRelativePath(ProjectFolder.Root, file)}: {claim}")));
    }

    [Theory]
    [InlineData("Réponse envoyée le 3 juillet")]
    [InlineData("Votre message a été transmis à l'organisme compétent.")]
    [InlineData("La réponse vous est adressée.")]
    [InlineData("La réponse a été remise à la messagerie.")]
    [InlineData("Votre lettre a été confiée à la poste le 3 juillet.")]
    public void A_claim_is_known_when_it_is_seen(string text) => Assert.Single(Claims.In(text));

    [Theory]
    [InlineData("Avis en attente d'envoi : 3.")]
    [InlineData("La même requête peut être refaite ; renvoyez-la.")]
    [InlineData("Le courrier reste à remettre par vos soins.")]
    public void What_is_still_to_do_is_no_claim(string text) => Assert.Empty(Claims.In(text));

    // Packages and what was built are somebody else's texts, or these again.
    private static IEnumerable<string> TextsIn(string folder) =>
        Directory.EnumerateFiles(folder).Where(file => Kinds.Contains(Path.GetExtension(file)))
            .Concat(Directory.EnumerateDirectories(folder).Where(one => Path.GetFileName(one) is not ("node_modules" or "obj" or "bin" or "wwwroot")).SelectMany(TextsIn));
}
