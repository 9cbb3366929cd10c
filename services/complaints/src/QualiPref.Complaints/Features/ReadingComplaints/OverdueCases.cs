using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Complaints.Features.ReadingComplaints;

/// <summary>Has the cases counted that should have been answered, for whoever watches the system. Two reads of indexes.</summary>
internal static class OverdueCases
{
    private static readonly StoredNumber Number = new("QualiPref.Complaints", "qualipref.complaints.overdue", "{case}",
        "Cases without an answer past the day that was promised, and of those complaints past the legal two months. The same from every replica: max by (deadline)");

    public static void AddOverdueCases(this IServiceCollection services) => services.AddStoredNumber(Number, async (provider, token) =>
    {
        var cases = provider.GetRequiredService<CaseReader>();
        return [Past("promised", await cases.CountPastPromiseAsync(token)), Past("legal", await cases.CountPastLegalDayAsync(token))];
    });

    private static Measurement<double> Past(string deadline, long count) => new(count, new KeyValuePair<string, object?>("deadline", deadline));
}
