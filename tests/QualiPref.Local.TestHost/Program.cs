// What QualiPref.Local.Tests start and kill. Without arguments: a service that says that it is ready.
// With "launch <folder>": a launcher that starts an engine, a broker and that service, says so, and waits.
// With "choose <number>": a process that chooses so many ports, says which, and waits.
using System.Globalization;
using QualiPref.Local;

if (args is ["launch", var folder])
{
    LocalPart[] parts =
    [
        new MongoEngine(Path.Combine(folder, "engine")),
        new RabbitBroker(Path.Combine(folder, "broker")),
        new ServiceProcess(
            "service", ProjectFolder.BuiltAssembly("QualiPref.Local.TestHost"), 0, new Dictionary<string, string>(),
            Path.Combine(folder, "service.log")),
    ];
    foreach (var part in parts)
        await part.StartAsync();
    Console.WriteLine(string.Join(' ', parts.Select(part => part.ProcessId)));
    await Task.Delay(Timeout.Infinite);
}

if (args is ["choose", var number])
{
    Console.WriteLine(string.Join(' ', Enumerable.Range(0, int.Parse(number, CultureInfo.InvariantCulture)).Select(_ => Ports.Choose(0))));
    await Task.Delay(Timeout.Infinite);
}

var application = WebApplication.CreateSlimBuilder(args).Build();
application.MapGet("/ready", () => TypedResults.Ok());
await application.RunAsync();
