using QualiPref.Tool;

return await Commands.Root(TimeProvider.System).Parse(args).InvokeAsync();
