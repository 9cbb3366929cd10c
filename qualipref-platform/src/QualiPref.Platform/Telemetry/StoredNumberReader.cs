using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Telemetry;

/// <summary>
/// Reads the stored numbers beside the exporter, which is handed what was read last: it never waits for a database. Without a listener nothing is read; what
/// cannot be read has no value until it can, and that is told once.
/// </summary>
internal sealed class StoredNumberReader : IWorker
{
    // Beyond what a database that is well needs, and short enough that one reading which hangs does not age the others.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly List<Gauge> _gauges = [];
    private readonly TimeSpan _every;
    private readonly WorkLoop _loop;

    public StoredNumberReader(
        IEnumerable<StoredReading> readings, IMeterFactory meters, IOptions<TelemetryOptions> options, TimeProvider time, ILogger<StoredNumberReader> logger)
    {
        _every = options.Value.ReadEvery;
        _loop = new WorkLoop("Reading numbers for metrics", time, logger);
        foreach (var number in readings.GroupBy(reading => reading.Number, reading => new LastReading(reading)))
        {
            List<LastReading> own = [.. number];
            var instrument = meters.Create(number.Key.Meter)
                .CreateObservableGauge(number.Key.Name, () => own.SelectMany(one => one.Values), number.Key.Unit, number.Key.Description);
            _gauges.Add(new Gauge(instrument, own));
        }
    }

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(ReadAsync, stoppingToken);

    private async Task<TimeSpan> ReadAsync(CancellationToken stoppingToken)
    {
        foreach (var gauge in _gauges)
        {
            foreach (var reading in gauge.Readings)
            {
                // Forgotten first: what cannot be read, or is not asked for, has no value.
                if (!gauge.Instrument.Enabled) reading.Forget();
                else if (!await _loop.TryAsync($"Reading {gauge.Instrument.Name}", () => reading.ReadAsync(stoppingToken), stoppingToken)) reading.Forget();
            }
        }
        return _every;
    }

    private sealed record Gauge(Instrument Instrument, IReadOnlyList<LastReading> Readings);

    private sealed class LastReading(StoredReading reading)
    {
        private volatile IReadOnlyList<Measurement<double>> _values = [];

        public IReadOnlyList<Measurement<double>> Values => _values;

        public async Task ReadAsync(CancellationToken stoppingToken)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            patience.CancelAfter(Patience);
            _values = await reading.ReadAsync(patience.Token);
        }

        public void Forget() => _values = [];
    }
}
