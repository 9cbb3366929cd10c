using PdfSharp.Drawing;

namespace QualiPref.Complaints.Printing;

/// <summary>Breaks text into lines that fit.</summary>
/// <param name="measure">What knows how wide words are.</param>
internal sealed class LineBreaks(XGraphics measure)
{
    /// <summary>How wide a text is, in points.</summary>
    public double WidthOf(string text, XFont font) => measure.MeasureString(text, font).Width;

    /// <summary>The lines of a text. It is broken at its own line ends and at spaces that may be broken at; a word that is too long alone, where it is full.</summary>
    /// <param name="text">The text.</param>
    /// <param name="font">Its font.</param>
    /// <param name="room">How wide a line may be, in points.</param>
    public List<string> Break(string text, XFont font, double room)
    {
        var lines = new List<string>();
        foreach (var given in text.Split('\n'))
        {
            var line = "";
            foreach (var word in given.TrimEnd().Split(' '))
            {
                var longer = line.Length == 0 ? word : $"{line} {word}";
                if (WidthOf(longer, font) <= room)
                {
                    line = longer;
                    continue;
                }
                if (line.Length > 0) lines.Add(line);
                line = BreakWord(word, font, room, lines);
            }
            lines.Add(line);
        }
        return lines;
    }

    // The rest of the word, which is less than a line; an address on the web may be longer than one.
    private string BreakWord(string word, XFont font, double room, List<string> lines)
    {
        while (WidthOf(word, font) > room)
        {
            var fits = word.Length - 1;
            while (fits > 1 && (WidthOf(word[..fits], font) > room || char.IsLowSurrogate(word[fits]))) fits--;
            lines.Add(word[..fits]);
            word = word[fits..];
        }
        return word;
    }
}
