using QualiPref.Reporting.Features.Editions;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Statistics.Figures;

namespace QualiPref.Reporting.Features.VerifyingEditions;

/// <summary>Compares frozen figures with figures that were computed again, to the last digit, and names those that differ.</summary>
internal static class FigureCheck
{
    public static void Compare(FrozenFigures frozen, ReportFigures again, Differences differences)
    {
        Compare(frozen.Figures.Select(Named), again.Figures.Select(Named), differences);
        Compare(frozen.Complaints.Select(Named), again.Complaints.Select(Named), differences);
        if (frozen.SiteDays != again.SiteDays)
        {
            differences.Add(new Difference("figure", "siteDays", null, null, FrozenJson.Text(frozen.SiteDays), FrozenJson.Text(again.SiteDays), "Le nombre de jours diffère."));
        }
    }

    private static void Compare(IEnumerable<NamedText> frozen, IEnumerable<NamedText> again, Differences differences)
    {
        var found = again.ToDictionary(one => one.Id);
        var expected = frozen.ToDictionary(one => one.Id);
        foreach (var id in expected.Keys.Union(found.Keys))
        {
            var (was, now) = (expected.GetValueOrDefault(id), found.GetValueOrDefault(id));
            if (was?.Text == now?.Text) continue;
            differences.Add(new Difference("figure", id, (was ?? now)!.Site, null, was?.Text, now?.Text, "Le chiffre recalculé n'est pas le chiffre arrêté."));
        }
    }

    // Compared as they are written: records with dictionaries inside are never equal, and the text holds every digit.
    private static NamedText Named(Figure figure) => new(figure.Id, figure.Site, FrozenJson.Text(figure));

    private static NamedText Named(ReceivedCount count) => new(
        $"{ReportScope.Received}: {count.Site ?? "*"}, {count.Kind}, {count.Channel}, {count.Motive}", count.Site, FrozenJson.Text(count));

    private sealed record NamedText(string Id, string? Site, string Text);
}
