using QualiPref.Contracts.Balance.V1;
using QualiPref.Platform.Messaging;

namespace QualiPref.Indicators.Features.Balancing;

/// <summary>What rows must satisfy to have been told by a source. Rows are kept by their time: those of a time to come would outlast all that the source says.</summary>
internal static class RowRules
{
    private const int DigestLength = 16;

    // More than any two clocks differ, and soon over.
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    /// <summary>Refuses a message that no source has told.</summary>
    /// <exception cref="RefusedMessageException">What is wrong with it.</exception>
    public static void Demand(IntakeBalanceChanged message, DateTimeOffset now)
    {
        if (message.ReadAt > now + Ahead) throw new RefusedMessageException(FormattableString.Invariant($"readAt {message.ReadAt:yyyy-MM-dd} is in the future."));
        foreach (var row in message.Rows)
        {
            if (CountsOf(row).Any(count => count < 0)) throw new RefusedMessageException(FormattableString.Invariant($"The row of {row.Date:yyyy-MM-dd} has a count below 0."));
            if (row.Digest.Length != DigestLength || !row.Digest.All(char.IsAsciiHexDigit)) throw new RefusedMessageException(FormattableString.Invariant($"The row of {row.Date:yyyy-MM-dd} has no digest."));
        }
    }

    private static int[] CountsOf(IntakeBalanceRow row) =>
        [row.Received, row.Counted, row.SetAside, row.Discarded, row.Abandoned, row.Voided, row.Pending, row.Parked];
}
