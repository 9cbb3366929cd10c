using System.Text;

namespace QualiPref.Testing;

/// <summary>
/// What has to be waited for before a broker is killed. RabbitMQ 3.10 confirms messages of a new quorum queue up to 3 s before it has written the
/// queue's own name to disk: killed in between, the queue does not come back, and whoever publishes to it waits for ever. Once written, it stays.
/// </summary>
public static class QuorumQueues
{
    /// <summary>
    /// The queues of the table in <c>contracts/README.md</c>. The tests of messaging compare them with those that the services declare, and a whole system waits
    /// until each is there.
    /// </summary>
    public static IReadOnlyCollection<string> OfTheServices { get; } =
    [
        "indicators-survey-responses-recorded", "indicators-complaints-changed", "indicators-intake-balance-changed", "indicators-cut-requested",
        "indicators-cut-under-way",
        "reporting-cut-taken",
        "surveys-responses-requested", "surveys-cut-requested", "complaints-responses-requested", "complaints-cut-requested",
    ];

    /// <summary>Where the broker puts what it could not deliver to a service. The services declare them when they start; the same tests compare them.</summary>
    public static IReadOnlyCollection<string> DeadOfTheServices { get; } =
    [
        "indicators-dead-letters", "reporting-dead-letters", "surveys-dead-letters", "complaints-dead-letters",
    ];

    /// <summary>Waits until the names of queues are on the broker's disk.</summary>
    /// <param name="dataDirectory">The data directory of a <see cref="Local.RabbitBroker"/>.</param>
    /// <param name="virtualHost">Their virtual host.</param>
    /// <param name="queues">Names of the queues.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task AreOnDiskAsync(string dataDirectory, string virtualHost, IReadOnlyCollection<string> queues, CancellationToken cancellationToken) =>
        Eventually.HoldsAsync("the broker has written the names of the queues to disk", async token =>
        {
            var file = Directory.GetFiles(dataDirectory, "names.dets", SearchOption.AllDirectories).Single(path => path.Contains("quorum"));
            var names = await File.ReadAllTextAsync(file, Encoding.Latin1, token);
            return queues.All(queue => names.Contains($"{Uri.EscapeDataString(virtualHost)}_{queue}", StringComparison.Ordinal));
        }, cancellationToken: cancellationToken);
}
