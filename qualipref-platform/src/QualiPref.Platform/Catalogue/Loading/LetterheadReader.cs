namespace QualiPref.Platform.Catalogue.Loading;

/// <summary>
/// Letterheads, held to what a page has room for beside the window of an envelope: a wrong one is refused where it is written, and not when fifty
/// letters are to be printed.
/// </summary>
internal sealed class LetterheadReader(CatalogueFile<List<NetworkShape>> file)
{
    private const int MostLines = 4, LongLine = 40, LongSmallPrint = 110;

    internal Letterhead Read(LetterheadShape shape) => new()
    {
        Name = Lines(shape.Name, 1, MostLines, LongLine),
        Address = Lines(shape.Address, 1, MostLines, LongLine),
        Phone = shape.Phone is null ? null : Line(shape.Phone, LongLine),
        Email = shape.Email is null ? null : Email(shape.Email),
        Place = Line(shape.Place, LongLine),
        Signature = Lines(shape.Signature, 1, MostLines, 60),
        Footer = Lines(shape.Footer, 0, 2, LongSmallPrint),
    };

    private IReadOnlyList<string> Lines(List<Located> lines, int fewest, int most, int longest)
    {
        if (lines.Count < fewest) file.Refuse("a letterhead lacks its name, its address or its signature: give each at least one line.");
        if (lines.Count > most) file.Refuse(lines[most], $"is one line of a letterhead too many: at most {most} fit there.");
        return [.. lines.Select(line => Line(line, longest))];
    }

    private string Line(Located line, int longest)
    {
        if (string.IsNullOrWhiteSpace(line.Value) || line.Value.Length > longest || line.Value.Any(char.IsControl))
            file.Refuse(line, $"is not a line of a letterhead: 1 to {longest} characters are expected.");

        return line.Value;
    }

    private string Email(Located address)
    {
        if (address.Value.IndexOf('@', StringComparison.Ordinal) is var at && (at < 1 || at != address.Value.LastIndexOf('@') || at == address.Value.Length - 1))
            file.Refuse(address, "is not an e-mail address.");

        return Line(address, LongLine);
    }
}
