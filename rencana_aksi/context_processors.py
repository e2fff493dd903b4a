def tugas(request):
    return {}
