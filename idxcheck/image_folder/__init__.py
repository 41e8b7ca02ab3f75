"""A folder of images, one sub-folder a class, made into IDX, NORB or .npz files.

    idxcheck.image_folder.converting.convert_folder(folder, target)

Needs pillow: pip install 'idxcheck[images]'.
"""
