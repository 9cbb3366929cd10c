using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Xunit;

namespace QualiPref.Testing;

/// <summary>Listens to the metrics of one host as an exporter does, and asks for their values when the test does.</summary>
public sealed class HeardNumbers : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly List<(string Name, string Tags, double Value)> _values = [];
    private readonly ConcurrentDictionary<(string Name, string Tags), long> _counted = new();

    /// <summary>Listens at once.</summary>
    /// <param name="host">The host; what others of this process measure is not heard.</param>
    /// <param name="only">Name of the one that is listened to; all of ours when null.</param>
    public HeardNumbers(ServiceHost host, string? only = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        var meters = host.Service<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            var isWanted = only is null ? instrument.Name.StartsWith("qualipref.", StringComparison.Ordinal) : instrument.Name == only;
            if (instrument.Meter.Scope == meters && isWanted) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument.Name, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (instrument is Counter<long>) _counted.AddOrUpdate((instrument.Name, TextOf(tags)), value, (_, before) => before + value);
        });
        _listener.Start();
    }

    /// <summary>The values of a gauge now, by their tags, such as <c>surveys responses</c>: in the order of the tags' names, parted by a space.</summary>
    /// <param name="name">Name of the gauge.</param>
    public IReadOnlyDictionary<string, double> Of(string name)
    {
        lock (_lock)
        {
            _values.Clear();
            _listener.RecordObservableInstruments();
            return _values.Where(value => value.Name == name).ToDictionary(value => value.Tags, value => value.Value);
        }
    }

    /// <summary>Waits until a gauge has a value as expected.</summary>
    /// <param name="name">Name of the gauge.</param>
    /// <param name="tags">Values of its tags, in the order of their names.</param>
    /// <param name="expected">True when it is as expected; it is null while there is no value.</param>
    public Task<double?> ReadsAsync(string name, string tags, Func<double?, bool> expected) => Eventually.ReadsAsync(
        $"{name} of '{tags}' is as expected", _ => Task.FromResult(Of(name).TryGetValue(tags, out var value) ? value : (double?)null), expected,
        cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Waits until a counter has counted something since the listening began.</summary>
    /// <param name="name">Name of the counter.</param>
    /// <param name="tags">Values of its tags, in the order of their names.</param>
    public Task CountedAsync(string name, string tags) => Eventually.ReadsAsync(
        $"{name} of '{tags}' counts", _ => Task.FromResult(_counted.GetValueOrDefault((name, tags))), count => count > 0, cancellationToken: TestContext.Current.CancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Note(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _values.Add((name, TextOf(tags), value));

    private static string TextOf(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => tag.Value));
}
