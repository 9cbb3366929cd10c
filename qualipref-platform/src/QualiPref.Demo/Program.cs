using System.Text;
using QualiPref.Demo;

Console.OutputEncoding = Encoding.UTF8;
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    await Demonstration.RunAsync(DemoOptions.Parse(args, TimeProvider.System), TimeProvider.System, stop.Token);
    return 0;
}
catch (DemoException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Interrompu. Une nouvelle exécution reprend sans rien doubler.");
    return 130;
}
