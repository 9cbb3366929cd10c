using System.Diagnostics;
using System.Globalization;

namespace QualiPref.Images.Tests;

/// <summary>One container beside the chart's pods, with the same bounds: a user that is not root, a root that cannot be written, no capabilities.</summary>
internal sealed class Lonely : IAsyncDisposable
{
    // Beyond those of the pods.
    private const string Address = "10.89.77.200";

    private readonly string _name;

    private Lonely(string name) => _name = name;

    /// <summary>Where it answers.</summary>
    public static string Url => $"http://{Address}:8080";

    /// <summary>Starts one.</summary>
    /// <param name="image">Name of the image, without <c>qualipref-</c>.</param>
    /// <param name="settings">Its environment.</param>
    /// <param name="further">Further arguments of <c>podman run</c>.</param>
    public static async Task<Lonely> StartAsync(string image, IReadOnlyDictionary<string, string> settings, params IReadOnlyList<string> further)
    {
        var name = $"lonely-{image}";
        await Podman.RunAsync(["run", "--detach", "--name", name, "--network", PlayedChart.Network, "--ip", Address, "--read-only", "--cap-drop", "all",
            "--security-opt", "no-new-privileges", "--volume", "/run/keys:/etc/qualipref/keys:ro", .. settings.SelectMany(setting => (string[])["--env", $"{setting.Key}={setting.Value}"]),
            .. further, $"qualipref-{image}:{PlayedChart.Tag}"]);
        return new Lonely(name);
    }

    /// <summary>Waits until requests may be sent to it.</summary>
    /// <returns>How long that took from its start, and how much processor time.</returns>
    public async Task<(TimeSpan Took, TimeSpan Processor)> IsReadyAsync()
    {
        var state = (await Podman.InspectAsync(_name)).GetProperty("State");
        using var process = Process.GetProcessById(state.GetProperty("Pid").GetInt32());
        using var http = new HttpClient();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromMinutes(1))
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"{Url}/ready"), TestContext.Current.CancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    var started = DateTimeOffset.Parse(state.GetProperty("StartedAt").GetString()!, CultureInfo.InvariantCulture);
                    return (TimeProvider.System.GetUtcNow() - started, process.TotalProcessorTime);
                }
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
        }
        Assert.Fail($"{_name} was not ready within a minute: {await LogAsync()}");
        throw new UnreachableException();
    }

    /// <summary>What it has said.</summary>
    public async Task<string> LogAsync()
    {
        var (_, output, errors) = await Podman.TryAsync(null, ["logs", _name]);
        return output + errors;
    }

    /// <summary>Asks it to end, and waits.</summary>
    /// <returns>What it ended with; 137 when it was ended by force.</returns>
    public async Task<int> StopAsync()
    {
        await Podman.RunAsync("stop", "--time", "45", _name);
        return (await Podman.InspectAsync(_name)).GetProperty("State").GetProperty("ExitCode").GetInt32();
    }

    /// <summary>Takes it away.</summary>
    public async ValueTask DisposeAsync() => await Podman.RunAsync("rm", "--force", "--time", "0", _name);
}
