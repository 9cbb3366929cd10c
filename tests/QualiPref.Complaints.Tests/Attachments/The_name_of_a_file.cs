using QualiPref.Complaints.Attachments;

namespace QualiPref.Complaints.Tests.Attachments;

public sealed class The_name_of_a_file
{
    [Theory]
    [InlineData(null, "piece-jointe")]
    [InlineData(" .. ", "piece-jointe")]
    [InlineData("photo de l'accueil.jpg", "photo de l'accueil.jpg")]
    [InlineData("C:\\Users\\moi\\photo.jpg", "photo.jpg")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("a\r\nContent-Type: text.html", "aContent-Type_ text.html")]
    [InlineData("facture\u202Efdp.exe", "facturefdp.exe")]
    [InlineData("a\u200B\u0000b\u2066.pdf", "ab.pdf")]
    [InlineData("re\u0301clamation.pdf", "réclamation.pdf")]
    [InlineData("<b>\"x\"|y?*.pdf", "_b__x__y__.pdf")]
    [InlineData("صورة.jpg", "صورة.jpg")]
    public void Is_shown_without_path_controls_or_what_turns_letters_round(string? given, string shown) => Assert.Equal(shown, FileNames.Clean(given));

    [Fact]
    public void Is_at_most_120_characters_and_keeps_its_ending()
    {
        var shown = FileNames.Clean(new string('é', 500) + ".pdf");
        Assert.Equal(FileNames.Longest, shown.Length);
        Assert.EndsWith("….pdf", shown, StringComparison.Ordinal);
        Assert.InRange(FileNames.Clean(string.Concat(Enumerable.Repeat("😀", 200))).Length, 100, FileNames.Longest);
    }

    [Theory]
    [InlineData("photo.jpg", "photo.jpg.png")]
    [InlineData("photo", "photo.png")]
    [InlineData("photo.PNG", "photo.PNG")]
    public void Ends_as_what_it_really_is(string name, string shown) => Assert.Equal(shown, FileNames.Ending(name, FileKind.Png));
}
