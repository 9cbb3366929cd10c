using System.Globalization;

namespace QualiPref.Tool.Backup;

/// <summary>Tells how far long work is: a line for each collection, and one every five seconds within it.</summary>
/// <param name="output">Where to.</param>
/// <param name="time">The clock.</param>
internal sealed class Progress(TextWriter output, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private long _told = time.GetTimestamp();

    /// <summary>Says something.</summary>
    public void Say(string what) => output.WriteLine(what);

    /// <summary>So many documents of a collection are done.</summary>
    public void Note(Collection collection, long documents)
    {
        if (time.GetElapsedTime(_told) < Interval) return;
        _told = time.GetTimestamp();
        Say(string.Create(CultureInfo.InvariantCulture, $"{collection}: {documents:N0} so far"));
    }

    /// <summary>All documents of a collection are done.</summary>
    public void Done(Collection collection, long documents) => Say(string.Create(CultureInfo.InvariantCulture, $"{collection}: {documents:N0}"));
}
