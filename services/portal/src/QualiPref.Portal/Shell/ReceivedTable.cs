using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Shell;

/// <summary>What came in at one site, or in the whole network: a line a motive, a column a channel, both in the catalogue's order.</summary>
/// <param name="Place">Name of the site or network.</param>
/// <param name="Channels">Names of the columns.</param>
/// <param name="Lines">The motives that occurred there.</param>
/// <param name="Absent">Names of the motives that occurred elsewhere only: a sentence, not lines of zeros.</param>
internal sealed record ReceivedTable(string Place, IReadOnlyList<string> Channels, IReadOnlyList<ReceivedLine> Lines, IReadOnlyList<string> Absent)
{
    public IEnumerable<long> Totals => Channels.Select((_, column) => Lines.Sum(line => line.Counts[column]));

    /// <summary>A table for each site in the order of the counts. All have the same columns, so that they can be compared.</summary>
    /// <param name="counts">All of one kind.</param>
    /// <param name="placeOf">Name of a site; of the network for null.</param>
    /// <param name="catalogue">Names and order of channels and motives.</param>
    public static IReadOnlyList<ReceivedTable> Of(IReadOnlyList<ReceivedCount> counts, Func<string?, string> placeOf, Catalogue catalogue)
    {
        var channels = InOrder(counts.Select(count => count.Channel), catalogue.ChannelNames());
        var motives = InOrder(counts.Select(count => count.Motive), catalogue.MotiveNames());
        return
        [
            .. from count in counts
               group count by count.Site into place
               let received = place.ToLookup(count => (count.Motive, count.Channel), count => count.Received)
               let present = place.Select(count => count.Motive).ToHashSet()
               select new ReceivedTable(
                   placeOf(place.Key),
                   [.. channels.Select(channel => catalogue.ChannelNames().NameOf(channel))],
                   [
                       .. from motive in motives
                          where present.Contains(motive)
                          select new ReceivedLine(FigureWords.Motive(motive, catalogue), [.. channels.Select(channel => received[(motive, channel)].Sum())]),
                   ],
                   [.. motives.Where(motive => !present.Contains(motive)).Select(motive => FigureWords.Motive(motive, catalogue))]),
        ];
    }

    // What the catalogue does not name, such as a motive still to be qualified, comes last.
    private static List<string> InOrder(IEnumerable<string> codes, IEnumerable<KeyValuePair<string, string>> names)
    {
        var order = names.Select(name => name.Key).ToList();
        return [.. codes.Distinct().OrderBy(code => order.IndexOf(code) is var place and >= 0 ? place : int.MaxValue)];
    }
}

/// <summary>A motive and its counts in the order of the columns.</summary>
internal sealed record ReceivedLine(string Motive, IReadOnlyList<long> Counts);
